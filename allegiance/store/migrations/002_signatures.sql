-- What stands for a document's text when copies of one story are looked for; NULL until they were.
ALTER TABLE documents ADD COLUMN signature BLOB;
