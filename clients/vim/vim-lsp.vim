" Starts Dockwright for Dockerfiles. Copy to ~/.vim/plugin/dockwright.vim.

augroup dockwright
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
        \ 'name': 'dockwright',
        \ 'cmd': {server_info -> ['dockwright', 'server']},
        \ 'allowlist': ['dockerfile'],
        \ 'workspace_config': {'dockwright': {}},
        \ })
augroup END
