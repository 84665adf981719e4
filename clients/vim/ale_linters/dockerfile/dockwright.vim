" Description: Dockwright, a language server for Dockerfiles

call ale#Set('dockerfile_dockwright_executable', 'dockwright')
call ale#Set('dockerfile_dockwright_options', {})

function! DockwrightProjectRoot(buffer) abort
    for l:name in ['dockwright.toml', '.dockwright.toml']
        let l:file = ale#path#FindNearestFile(a:buffer, l:name)

        if !empty(l:file)
            return fnamemodify(l:file, ':p:h')
        endif
    endfor

    let l:git = ale#path#FindNearestDirectory(a:buffer, '.git')

    return !empty(l:git) ? fnamemodify(l:git, ':p:h:h') : expand('#' . a:buffer . ':p:h')
endfunction

call ale#linter#Define('dockerfile', {
\   'name': 'dockwright',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'dockerfile_dockwright_executable')},
\   'command': '%e server',
\   'project_root': function('DockwrightProjectRoot'),
\   'initialization_options': {buffer -> ale#Var(buffer, 'dockerfile_dockwright_options')},
\})
