/**
 * Files that live as long as a piece of work: archives on their way in or out. They lie in the data directory, readable
 * by this server's user only, and what a server leaves behind when it is killed is deleted by the next. Nothing here
 * knows what is in them.
 */
package io.curia.scratch;
