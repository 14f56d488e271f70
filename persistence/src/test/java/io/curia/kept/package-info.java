/** Data directories that earlier commits wrote, kept in the tree, and the program that makes another one. */
package io.curia.kept;
