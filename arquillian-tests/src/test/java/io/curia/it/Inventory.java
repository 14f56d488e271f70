package io.curia.it;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The libraries in a directory: those that are files, those inside of archives, and those that others have swallowed. */
public final class Inventory {
    private static final Pattern ARCHIVE = Pattern.compile(".*\\.(jar|war|ear)");
    private static final Pattern NAME_AND_VERSION = Pattern.compile("(.+?)(?:-(\\d[^/]*))?\\.jar");
    private static final Pattern DESCRIPTION = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

    /**
     * A library.
     *
     * @param group empty if only the file's name tells what it is
     * @param version empty if nothing tells it, which is older than any
     * @param place the file, and where in it
     */
    public record Library(String group, String artifact, String version, String place) {}

    private final List<Library> libraries = new ArrayList<>();

    private Inventory() {}

    /** All libraries below a directory. */
    public static List<Library> of(Path directory) throws IOException {
        var inventory = new Inventory();
        try (var files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)
                    .filter(file -> ARCHIVE.matcher(file.toString()).matches())
                    .sorted()::iterator) {
                try (var in = Files.newInputStream(file)) {
                    inventory.addArchive(in, directory.relativize(file).toString());
                }
            }
        }
        return inventory.libraries;
    }

    private void addArchive(InputStream in, String place) throws IOException {
        int before = libraries.size();
        String manifestVersion = "";
        var zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (DESCRIPTION.matcher(entry.getName()).matches()) {
                var told = new Properties();
                told.load(new ByteArrayInputStream(zip.readAllBytes()));
                libraries.add(new Library(
                        told.getProperty("groupId", ""),
                        told.getProperty("artifactId", ""),
                        told.getProperty("version", ""),
                        place));
            } else if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
                manifestVersion = version(new Manifest(new ByteArrayInputStream(zip.readAllBytes())));
            } else if (ARCHIVE.matcher(entry.getName()).matches()) {
                addArchive(new ByteArrayInputStream(zip.readAllBytes()), place + "!" + entry.getName());
            }
        }
        var name =
                NAME_AND_VERSION.matcher(place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('!')) + 1));
        if (libraries.size() == before && name.matches()) {
            String version = name.group(2) == null ? manifestVersion : name.group(2);
            libraries.add(new Library("", name.group(1), version, place));
        }
    }

    private static String version(Manifest manifest) {
        String bundle = manifest.getMainAttributes().getValue("Bundle-Version");
        String implementation = manifest.getMainAttributes().getValue(Name.IMPLEMENTATION_VERSION);
        return Stream.of(bundle, implementation)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Writes libraries as a bill of materials in the form of CycloneDX. */
    public static void writeBill(List<Library> libraries, Path file) throws IOException {
        var components = Json.createArrayBuilder();
        var seen = new TreeSet<String>();
        for (Library library : libraries) {
            String purl = "pkg:maven/" + library.group() + "/" + library.artifact() + "@" + library.version();
            if (seen.add(purl)) {
                components.add(Json.createObjectBuilder()
                        .add("type", "library")
                        .add("group", library.group())
                        .add("name", library.artifact())
                        .add("version", library.version())
                        .add("purl", purl));
            }
        }
        var bill = Json.createObjectBuilder()
                .add("bomFormat", "CycloneDX")
                .add("specVersion", "1.5")
                .add("version", 1)
                .add("components", components);
        try (var out = Json.createWriter(Files.newBufferedWriter(file))) {
            out.writeObject(bill.build());
        }
    }
}
