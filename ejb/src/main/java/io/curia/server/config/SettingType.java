package io.curia.server.config;

import io.curia.text.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How the text of a setting becomes a value.
 *
 * @param name what the reference page calls the type
 * @param parser reads a trimmed, non-empty text; throws IllegalArgumentException whose message says what is wrong
 */
record SettingType<T>(String name, Function<String, T> parser) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
    private static final Pattern DOTTED_NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(KiB|MiB|GiB)?");
    private static final Map<String, Integer> SIZE_SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);

    static final SettingType<String> TEXT = new SettingType<>("text", Function.identity());
    static final SettingType<Integer> INTEGER = new SettingType<>("integer", SettingType::parseInteger);
    static final SettingType<Boolean> BOOLEAN = new SettingType<>("true or false", SettingType::parseBoolean);
    static final SettingType<Integer> PORT = new SettingType<>("port", SettingType::parsePort);
    static final SettingType<Long> SIZE_IN_BYTES = new SettingType<>("size", SettingType::parseSize);
    static final SettingType<Duration> DURATION = new SettingType<>("duration", SettingType::parseDuration);
    static final SettingType<Path> PATH = new SettingType<>("path", SettingType::parsePath);
    static final SettingType<UUID> ID = new SettingType<>("UUID", SettingType::parseUuid);
    static final SettingType<String> ADDRESS = new SettingType<>("address", SettingType::parseAddress);
    static final SettingType<List<String>> HOST_PORTS = new SettingType<>("list of host:port", SettingType::parseList);
    static final SettingType<Map<String, String>> PAIRS =
            new SettingType<>("list of key:value", SettingType::parsePairs);

    SettingType {
        Objects.requireNonNull(name);
        Objects.requireNonNull(parser);
    }

    private static int parseInteger(String text) {
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number between -2147483648 and 2147483647", e);
        }
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static int parsePort(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("not a port between 1 and 65535");
        }
        return Integer.parseInt(text);
    }

    private static long parseSize(String text) {
        var size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("not a number of bytes such as 524288, 512KiB or 64MiB");
        }
        int shift = size.group(2) == null ? 0 : SIZE_SHIFTS.get(size.group(2));
        try {
            return new BigInteger(size.group(1)).shiftLeft(shift).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more bytes than can be counted", e);
        }
    }

    private static Duration parseDuration(String text) {
        long nanos = Durations.parse(text).orElse(-1);
        if (nanos < 0) {
            throw new IllegalArgumentException("not a duration such as 7s, 250ms or 1h30m");
        }
        return Duration.ofNanos(nanos);
    }

    private static Path parsePath(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }

    private static UUID parseUuid(String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a UUID of 36 characters");
        }
        return UUID.fromString(text);
    }

    private static String parseAddress(String text) {
        if (!isIpv4(text) && !isIpv6(text) && !isHostName(text)) {
            throw new IllegalArgumentException("not an IP address or host name");
        }
        return text;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!IPV4_PART.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String text) {
        return IPV6.matcher(text).matches() && text.indexOf(':') != text.lastIndexOf(':');
    }

    private static boolean isHostName(String text) {
        // 300.1.1.1 is a mistyped address, never a host name
        return HOST.matcher(text).matches() && !DOTTED_NUMBERS.matcher(text).matches();
    }

    private static List<String> parseList(String text) {
        var hosts = new ArrayList<String>();
        for (String part : text.split(",", -1)) {
            hosts.add(parseHostPort(part.strip()));
        }
        return List.copyOf(hosts);
    }

    private static Map<String, String> parsePairs(String text) {
        var pairs = new TreeMap<String, String>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0
                    || pairs.put(
                                    part.substring(0, colon).strip(),
                                    part.substring(colon + 1).strip())
                            != null) {
                throw new IllegalArgumentException(
                        "'" + part.strip() + "' is not key:value with a key that no other has");
            }
        }
        return Map.copyOf(pairs);
    }

    private static String parseHostPort(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + text + "' is not host:port; put an IPv6 address in brackets");
        }
        try {
            if (bracketed && !isIpv6(host.substring(1, host.length() - 1))) {
                throw new IllegalArgumentException("not an IPv6 address");
            } else if (!bracketed) {
                parseAddress(host);
            }
            parsePort(text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port: " + e.getMessage(), e);
        }
        return text;
    }
}
