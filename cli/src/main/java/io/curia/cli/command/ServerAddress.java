package io.curia.cli.command;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a server is, as Consul's commands are told: a host and a port, with a scheme or without. Stateless. */
final class ServerAddress {
    private static final String SEPARATOR = "://";

    private ServerAddress() {}

    /**
     * The address as a URI.
     *
     * @param tls whether to speak HTTPS, even if the address says HTTP
     * @throws CommandFailure if there is no such address, or it cannot be spoken to
     */
    static URI parse(String address, boolean tls) throws CommandFailure {
        int separator = address.indexOf(SEPARATOR);
        String scheme = separator < 0 ? "http" : address.substring(0, separator);
        String place = separator < 0 ? address : address.substring(separator + SEPARATOR.length());
        return switch (scheme) {
            case "http", "tcp" -> uri(tls ? "https" : "http", place);
            case "https" -> uri("https", place);
            case "unix" -> throw refused("a server cannot be reached by a unix socket: " + address);
            default -> throw refused("Unknown protocol scheme: " + scheme);
        };
    }

    private static URI uri(String scheme, String place) throws CommandFailure {
        String slashless = place.endsWith("/") ? place.substring(0, place.length() - 1) : place;
        String hosted = slashless.startsWith(":") ? "127.0.0.1" + slashless : slashless;
        try {
            var uri = new URI(scheme + SEPARATOR + hosted);
            if (uri.getRawUserInfo() != null) {
                // which may be a password
                throw refused("an address with a user is not supported");
            }
            if (uri.getHost() == null
                    || !uri.getPath().isEmpty()
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw refused("not a host and a port: " + place);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw refused("not a host and a port: " + place);
        }
    }

    private static CommandFailure refused(String why) {
        return new CommandFailure(ServerOptions.NO_CONNECTION + why);
    }
}
