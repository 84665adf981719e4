"""What an editor asks besides diagnostics, computed from trees and programs; spans are code points of the document."""
