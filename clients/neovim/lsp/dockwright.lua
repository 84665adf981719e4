---@brief
---
--- Dockwright finds what makes an image large, slow to build or unsafe while you type, and mends it.
---
--- It can be installed with `pip`, `pipx` or `uv`:
--- ```sh
--- uv tool install dockwright
--- ```
---
--- Settings are those of `dockwright.toml`:
--- ```lua
--- vim.lsp.config('dockwright', {
---   settings = {
---     dockwright = {
---       profile = 'strict',
---     },
---   },
--- })
--- ```

---@type vim.lsp.Config
return {
  cmd = { 'dockwright', 'server' },
  filetypes = { 'dockerfile' },
  root_markers = { 'dockwright.toml', '.dockwright.toml', '.git' },
}
