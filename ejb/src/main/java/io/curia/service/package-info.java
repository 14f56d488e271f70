/**
 * The table of endpoints: {@link io.curia.service.Endpoints} has one row for each method on each path, and the packages below
 * have the methods that answer. Nothing here may decide what an answer says, and none of the packages below may know the
 * table.
 */
package io.curia.service;
