//! What people and programs are shown: one document model, written as text, Markdown, HTML or JSON.
