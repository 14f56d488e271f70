package io.curia.server.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * {@code curia.properties} (UTF-8) in the application server's configuration directory, as a source of MicroProfile
 * Config: below system properties and environment variables, above defaults packed with the application. Without the
 * file it is empty.
 */
public final class CuriaPropertiesSource implements ConfigSource {
    private static final String FILE_NAME = "curia.properties";
    private static final int ORDINAL = 250;

    private final String name;
    private final Map<String, String> properties;
    private final Optional<String> failure;

    /** Reads the file of the server that this runs in; found and made by MicroProfile Config. */
    public CuriaPropertiesSource() {
        this(Optional.ofNullable(System.getProperty("jboss.server.config.dir")).map(dir -> Path.of(dir, FILE_NAME)));
    }

    /** Reads a given file. */
    CuriaPropertiesSource(Path file) {
        this(Optional.of(file));
    }

    private CuriaPropertiesSource(Optional<Path> file) {
        this.name = file.map(Path::toString).orElse(FILE_NAME);
        var read = new Properties();
        String problem = null;
        if (file.isPresent() && Files.exists(file.get())) {
            try (Reader reader = Files.newBufferedReader(file.get())) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                // thrown from here it would fail the deployment with no line that names the file; see requireReadable
                problem = "%s cannot be read as a properties file in UTF-8: %s".formatted(name, e);
            }
        }
        this.failure = Optional.ofNullable(problem);
        this.properties = read.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(key -> key, read::getProperty));
    }

    /**
     * Fails if the file is there and could not be read.
     *
     * @throws SettingException naming the file and the cause
     */
    void requireReadable() {
        failure.ifPresent(problem -> {
            throw new SettingException(problem);
        });
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public Map<String, String> getProperties() {
        return properties;
    }

    @Override
    public String getValue(String propertyName) {
        return properties.get(propertyName);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
