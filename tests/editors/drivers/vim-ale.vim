" Drives the Vim that runs this: waits for a finding of ALE, applies a fix by its title, writes the file.
" Reads $TASK, a JSON object with `code`, `title` and `report`; writes what was seen to the file `report`.

let s:task = json_decode($TASK)
let s:seen = {'version': v:versionlong / 10000 / 100 . '.' . v:versionlong / 10000 % 100}

function! s:Finish(failure) abort
    let s:seen.failure = a:failure
    call writefile([json_encode(s:seen)], s:task.report)
    execute empty(a:failure) ? 'qall!' : 'cquit'
endfunction

function! s:Findings() abort
    return filter(copy(ale#engine#GetLoclist(bufnr(''))), {_, item -> get(item, 'code', '') is# s:task.code})
endfunction

function! s:Wait(what, condition) abort
    let l:start = reltime()

    while !a:condition()
        if reltimefloat(reltime(l:start)) > 40
            call s:Finish('waited in vain for ' . a:what . '; ' . string(ale#engine#GetLoclist(bufnr(''))))
        endif

        sleep 20m
    endwhile
endfunction

" The menu of ALE prints the titles with numbers and asks for one.
function! ale#util#Input(message, value) abort
    let s:seen.menu = a:message

    for l:line in split(a:message, "\n")
        if stridx(l:line, s:task.title) >= 0
            return matchstr(l:line, '\d\+')
        endif
    endfor

    call s:Finish('no such fix: ' . a:message)
endfunction

function! s:Drive() abort
    call s:Wait('the finding', {-> !empty(s:Findings())})
    let l:finding = s:Findings()[0]
    let s:seen.findings = len(s:Findings())
    let s:seen.line = l:finding.lnum
    let s:seen.column = l:finding.col - 1
    let s:seen.end = l:finding.end_col
    call cursor(l:finding.lnum, l:finding.col)
    let l:before = getline(1, '$')
    ALECodeAction
    call s:Wait('the edit', {-> getline(1, '$') != l:before})
    write
    call s:Wait('the finding to go', {-> empty(s:Findings())})
    call s:Finish('')
endfunction

call ale#util#FeedKeys('', 'n')
call s:Drive()
