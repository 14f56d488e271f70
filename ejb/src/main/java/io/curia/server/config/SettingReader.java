package io.curia.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads single settings from a configuration, and says where a bad one came from. */
final class SettingReader {
    private static final String SERVER_DATA_DIR = "jboss.server.data.dir";
    private static final String SERVER_BIND_ADDRESS = "jboss.bind.address";

    private final Config config;

    SettingReader(Config config) {
        this.config = config;
    }

    /** The value of a setting that has a fixed default. */
    <T> T read(Setting<T> setting) {
        return find(setting)
                .orElseGet(() -> setting.parse(setting.defaultValue().orElseThrow()));
    }

    /** The given value of a setting, if any; a blank value counts as none. */
    <T> Optional<T> find(Setting<T> setting) {
        ConfigValue given = valueOf(setting);
        String text = given.getValue();
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.parse(text));
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    "%s=%s (%s): %s"
                            .formatted(setting.name(), oneLine(text), origin(setting, given), oneLine(e.getMessage())),
                    e);
        }
    }

    private ConfigValue valueOf(Setting<?> setting) {
        try {
            return config.getConfigValue(setting.name());
        } catch (NoSuchElementException | IllegalArgumentException e) {
            throw new SettingException("%s: %s".formatted(setting.name(), oneLine(e.getMessage())), e);
        }
    }

    /** This machine's name, the default of the node name. */
    String hostName() {
        try {
            return KnownSettings.NODE_NAME.parse(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new SettingException(
                    "%s is not set, and the machine's host name cannot serve as such (%s)"
                            .formatted(KnownSettings.NODE_NAME.name(), oneLine(e.getMessage())),
                    e);
        }
    }

    /** The default data directory, inside the application server's own. */
    Path dataDirOfServer() {
        return config.getOptionalValue(SERVER_DATA_DIR, String.class)
                .map(dir -> KnownSettings.DATA_DIR.parse(dir).resolve("curia"))
                .orElseThrow(() -> new SettingException("%s is not set, and there is no %s to put it in"
                        .formatted(KnownSettings.DATA_DIR.name(), SERVER_DATA_DIR)));
    }

    /** The address that the application server was given for what it serves. */
    String httpAddress() {
        return config.getOptionalValue(SERVER_BIND_ADDRESS, String.class).orElse("127.0.0.1");
    }

    /** Where this server answers HTTP, as seen from its own machine: the application server knows the address. */
    URI ownHttp(int port) {
        String address = config.getOptionalValue(SERVER_BIND_ADDRESS, String.class)
                .filter(given -> !KnownSettings.isWildcard(given))
                .orElse("127.0.0.1");
        boolean bare6 = address.indexOf(':') >= 0 && !address.startsWith("[");
        return URI.create("http://%s:%d".formatted(bare6 ? "[" + address.replace("%", "%25") + "]" : address, port));
    }

    private static String origin(Setting<?> setting, ConfigValue given) {
        String origin = Origin.of(given.getSourceName());
        return origin.equals("environment variable") ? origin + " " + setting.environmentName() : origin;
    }

    private static String oneLine(String text) {
        return String.valueOf(text).strip().replaceAll("[\\r\\n]+", " ");
    }
}
