/**
 * How the rows of the catalog look as JSON, both ways, and which of their fields filters know. Used by all groups of
 * endpoints that show or take such rows. Nothing here may know requests, answers or the log.
 */
package io.curia.service.rows;
