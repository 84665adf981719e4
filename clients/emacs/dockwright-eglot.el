;;; dockwright-eglot.el --- Dockerfiles with Dockwright and eglot  -*- lexical-binding: t -*-

;;; Commentary:

;; Starts `dockwright server' in every Dockerfile that is opened.

;;; Code:

(autoload 'eglot-ensure "eglot")

(defvar eglot-server-programs)

;; What is first in the list wins over the server that eglot knows by itself.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((dockerfile-mode dockerfile-ts-mode) . ("dockwright" "server"))))

(add-hook 'dockerfile-mode-hook #'eglot-ensure)
(add-hook 'dockerfile-ts-mode-hook #'eglot-ensure)

(provide 'dockwright-eglot)
;;; dockwright-eglot.el ends here
