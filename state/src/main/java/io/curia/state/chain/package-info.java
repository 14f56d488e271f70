/**
 * Discovery chains: how config entries route, split, redirect and fail over the requests to one service, and whether they
 * do so consistently (state-store §9). They are compiled from entries that the caller finds. Nothing here knows tables,
 * transactions or HTTP.
 */
package io.curia.state.chain;
