-- Starts Dockwright for Dockerfiles. Copy to ~/.config/nvim/plugin/dockwright.lua.

local markers = { 'dockwright.toml', '.dockwright.toml', '.git' }

local config = {
  name = 'dockwright',
  cmd = { 'dockwright', 'server' },
  settings = { dockwright = vim.empty_dict() },
}

if vim.fn.has('nvim-0.11') == 1 then
  config.filetypes = { 'dockerfile' }
  config.root_markers = markers
  vim.lsp.config('dockwright', config)
  vim.lsp.enable('dockwright')
  return
end

-- The nearest folder above the file that holds a marker, or else the folder of the file.
local function root_of(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  local above = folder
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(above .. '/' .. marker) then
        return above
      end
    end
    local parent = vim.fn.fnamemodify(above, ':h')
    if parent == above then
      return folder
    end
    above = parent
  end
end

local clients = {}

local function start(buffer)
  local root = root_of(buffer)
  local options = vim.tbl_extend('force', config, { root_dir = root })
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.start(options, { bufnr = buffer })
    return
  end
  if not clients[root] then
    options.on_exit = function()
      clients[root] = nil
    end
    clients[root] = vim.lsp.start_client(options)
  end
  if clients[root] then
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('dockwright', { clear = true }),
  pattern = 'dockerfile',
  callback = function(event)
    start(event.buf)
  end,
})
