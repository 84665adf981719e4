-- Drives the Neovim that runs this: waits for a finding, applies a fix by its title, writes the file.
-- Reads `TASK`, a JSON object with `code`, `title` and `report`; writes what was seen to the file `report`.

local task = vim.fn.json_decode(vim.env.TASK)
local seen = { version = tostring(vim.fn.matchstr(vim.fn.execute('version'), [[NVIM v\zs\S*]])) }

local function finish(failure)
  seen.failure = failure
  vim.fn.writefile({ vim.fn.json_encode(seen) }, task.report)
  vim.cmd(failure and 'cquit' or 'qall!')
end

local function findings()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local from_server = (diagnostic.user_data or {}).lsp or {}
    if (diagnostic.code or from_server.code) == task.code then
      table.insert(found, diagnostic)
    end
  end
  return found
end

local function wait(what, condition)
  if not vim.wait(40000, condition, 20) then
    finish('waited in vain for ' .. what .. '; ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end

wait('the finding', function()
  return #findings() > 0
end)
local finding = findings()[1]
seen.findings = #findings()
seen.line = finding.lnum + 1
seen.column = finding.col
seen['end'] = finding.end_col

seen.titles = {}
vim.ui.select = function(items, options, choose)
  for index, item in ipairs(items) do
    local title = options.format_item and options.format_item(item) or tostring(item)
    table.insert(seen.titles, title)
    if title:find(task.title, 1, true) then
      choose(item, index)
      return
    end
  end
  finish('no such fix: ' .. vim.inspect(seen.titles))
end

vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
vim.lsp.buf.code_action()
wait('the edit', function()
  return vim.bo.modified
end)
vim.cmd('write')
wait('the finding to go', function()
  return #findings() == 0
end)
finish(nil)
