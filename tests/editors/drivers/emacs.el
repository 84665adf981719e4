;;; emacs.el --- Drive the Emacs that runs this  -*- lexical-binding: t -*-

;;; Commentary:

;; Waits for a finding, applies a fix by its title, writes the file.
;; Reads `TASK', a JSON object with `client' (eglot or lsp-mode), `configuration', `file', `message', `title' and
;; `report';
;; writes what was seen to the file `report'.

;;; Code:

(require 'cl-lib)
(require 'flymake)
(require 'json)
(require 'package)

(setq make-backup-files nil
      create-lockfiles nil)

(defvar drive-task (json-parse-string (getenv "TASK") :object-type 'alist))
(defvar drive-seen nil)
(defvar drive-titles nil)

(defun drive-of (name)
  "The member NAME of the task."
  (alist-get name drive-task))

(defun drive-finish (failure)
  "Write what was seen, with FAILURE, and leave."
  (push (cons 'failure failure) drive-seen)
  (push (cons 'titles (vconcat drive-titles)) drive-seen)
  (with-temp-file (drive-of 'report) (insert (json-encode drive-seen)))
  (kill-emacs (if failure 1 0)))

(defun drive-findings ()
  "The findings with the task's message; there are no timers in a batch, so flymake is started by hand."
  (flymake-start)
  (accept-process-output nil 0.05)
  (cl-remove-if-not (lambda (each) (string-match-p (regexp-quote (drive-of 'message)) (flymake-diagnostic-text each)))
                    (flymake-diagnostics)))

(defun drive-wait (what condition)
  "Wait until CONDITION holds, and fail with WHAT if it never does."
  (let ((until (+ (float-time) 40)))
    (while (not (funcall condition))
      (when (> (float-time) until)
        (drive-finish (format "waited in vain for %s; %S" what (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))))
      (accept-process-output nil 0.05))))

(defun drive-choose (_prompt choices &rest _)
  "Choose the task's title from CHOICES."
  (let ((all (all-completions "" choices)))
    (setq drive-titles all)
    (or (cl-find-if (lambda (each) (string-search (drive-of 'title) each)) all)
        (drive-finish (format "no such fix: %S" all)))))

(package-initialize)
;; Both clients ask which folder is the project.
(setq project-find-functions (list (lambda (folder) (cons 'transient folder))))
(setq lsp-auto-guess-root t
      lsp-session-file (expand-file-name "lsp-session" (getenv "HOME"))
      lsp-server-install-dir (expand-file-name "servers" (getenv "HOME"))
      lsp-enable-suggest-server-download nil
      lsp-warn-no-matched-clients nil)

(load (drive-of 'configuration))
(find-file (drive-of 'file))
;; `eglot-ensure' waits for the next command.
(run-hooks 'post-command-hook)
(push (cons 'version emacs-version) drive-seen)
(push (cons 'mode (symbol-name major-mode)) drive-seen)

(drive-wait "the finding" #'drive-findings)
(let* ((findings (drive-findings))
       (finding (car findings))
       (start (flymake-diagnostic-beg finding))
       (end (flymake-diagnostic-end finding)))
  (push (cons 'findings (length findings)) drive-seen)
  (push (cons 'line (line-number-at-pos start)) drive-seen)
  (goto-char start)
  (push (cons 'column (- start (line-beginning-position))) drive-seen)
  (push (cons 'end (- end (line-beginning-position))) drive-seen)
  ;; A list here would mean that a mouse asked for the menu.
  (cl-letf (((symbol-function 'completing-read) #'drive-choose)
            (last-nonmenu-event ?\r))
    (if (equal (drive-of 'client) "eglot")
        (eglot-code-actions start end nil t)
      (call-interactively #'lsp-execute-code-action)))
  (drive-wait "the edit" #'buffer-modified-p)
  (save-buffer)
  (drive-wait "the finding to go" (lambda () (not (drive-findings)))))
(drive-finish nil)
;;; emacs.el ends here
