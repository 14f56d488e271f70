package io.curia.state.chain;

/**
 * Some instances of a service.
 *
 * @param service name of the service
 * @param subset name of a subset, or an empty text for all or the default one
 * @param datacenter where they are
 */
record Target(String service, String subset, String datacenter) {
    /** How messages name it. */
    String id() {
        return (subset.isEmpty() ? "" : subset + ".") + service + ".default." + datacenter;
    }

    /** Another target, where empty texts leave this one's parts; another service starts without a subset. */
    Target rewritten(String newService, String newSubset, String newDatacenter) {
        boolean another = !newService.isEmpty() && !newService.equals(service);
        var kept = another ? "" : subset;
        return new Target(
                another ? newService : service,
                newSubset.isEmpty() ? kept : newSubset,
                newDatacenter.isEmpty() ? datacenter : newDatacenter);
    }
}
