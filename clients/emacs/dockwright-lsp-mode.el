;;; dockwright-lsp-mode.el --- Dockerfiles with Dockwright and lsp-mode  -*- lexical-binding: t -*-

;;; Commentary:

;; Starts `dockwright server' in every Dockerfile that is opened.

;;; Code:

(autoload 'lsp "lsp-mode")

(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defvar lsp-language-id-configuration)

(defvar dockwright-settings nil
  "Settings of Dockwright, as in its configuration file.
For example (:profile \"strict\").")

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(dockerfile-ts-mode . "dockerfile"))
  ;; The servers that lsp-mode knows by itself have a lower priority.
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("dockwright" "server"))
                    :activation-fn (lsp-activate-on "dockerfile")
                    :initialization-options (lambda () dockwright-settings)
                    :priority 10
                    :server-id 'dockwright)))

(add-hook 'dockerfile-mode-hook #'lsp)
(add-hook 'dockerfile-ts-mode-hook #'lsp)

(provide 'dockwright-lsp-mode)
;;; dockwright-lsp-mode.el ends here
