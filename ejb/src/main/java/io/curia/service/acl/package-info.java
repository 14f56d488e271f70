/**
 * Access control lists: {@code /v1/acl} (http-api §14), which are off. All requests get the same answer. Nothing here
 * may decide what other endpoints allow.
 */
package io.curia.service.acl;
