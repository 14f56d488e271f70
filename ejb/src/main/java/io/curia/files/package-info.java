/**
 * The formats of the files that the server keeps itself, each with its number, declared once for the whole module. Those of the
 * replicated log and of captures declare their own, and archives have that of Consul. Nothing here reads or writes a file.
 */
package io.curia.files;
