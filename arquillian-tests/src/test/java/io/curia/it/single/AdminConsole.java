package io.curia.it.single;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A person at WildFly's admin console, in a Chromium without a window. What is clicked is found by what it says, where
 * the console gives it a label. Not thread-safe.
 */
final class AdminConsole implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLLING = Duration.ofMillis(100);
    private static final By DIALOG = By.id("hal-modal");

    private final ChromeDriverService service;
    private final ChromeDriver browser;
    private final WebDriverWait wait;
    private final int port;

    /**
     * Starts the browser.
     *
     * @param port the management port
     * @param profile a directory for the browser's files, which is there
     */
    AdminConsole(int port, Path profile) {
        this.port = port;
        service = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        Path.of(System.getProperty("chromedriver")).toFile())
                .usingAnyFreePort()
                .build();
        var options = new ChromeOptions();
        options.setBinary(System.getProperty("chromium"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--window-size=1700,1000",
                "--user-data-dir=" + profile);
        browser = new ChromeDriver(service, options);
        wait = new WebDriverWait(browser, PATIENCE, POLLING);
        wait.ignoreAll(List.of(StaleElementReferenceException.class, ElementClickInterceptedException.class));
    }

    /** Logs in, and opens the list of batch jobs. */
    void openJobs(String user, String password) {
        // the browser asks for a name with a window of its own, which nobody can reach; it remembers this one
        browser.get("http://%s:%s@127.0.0.1:%d/management".formatted(user, password, port));
        openJobs();
    }

    /** Opens the list of batch jobs, after the login. */
    void openJobs() {
        browser.get("about:blank");
        browser.get("http://127.0.0.1:%d/console/index.html#runtime".formatted(port));
        click(item("localhost"));
        click(item("Batch"));
    }

    /** Waits until the job of this name and deployment is listed. */
    void awaitJob(String name, String deployment) {
        wait.until(ExpectedConditions.visibilityOfElementLocated(job(name, deployment)));
    }

    /** How many jobs the console lists, those of all deployments. */
    int jobCount() {
        return browser.findElements(By.cssSelector("li.finder-item[id^='job-']"))
                .size();
    }

    /** Starts a job with one parameter, given as {@code name=value}; returns the ID of its execution. */
    String start(String name, String deployment, String parameter) {
        var job = job(name, deployment);
        click(job);
        click(within(job, "//button[contains(@class, 'dropdown-toggle')]"));
        click(within(job, "//ul//a[.='Start']"));
        wait.until(ExpectedConditions.textToBePresentInElementLocated(
                By.cssSelector("#hal-modal .modal-title"), "Start Job"));
        var label = By.xpath("//*[@id='hal-modal']//div[contains(@class, 'editing')]//label[.='Properties']");
        String field =
                wait.until(ExpectedConditions.visibilityOfElementLocated(label)).getDomAttribute("for");
        browser.findElement(By.id(field)).sendKeys(parameter, Keys.ENTER);
        click(By.xpath("//*[@id='hal-modal']//div[@class='modal-footer']/button[.='Start']"));
        // at once, for the message goes away by itself after some seconds
        var id = By.xpath(
                "//*[contains(@class, 'alert-success')][contains(., '%s') and contains(., 'started')]//strong[2]"
                        .formatted(name));
        String execution =
                wait.until(ExpectedConditions.presenceOfElementLocated(id)).getDomProperty("textContent");
        wait.until(ExpectedConditions.invisibilityOfElementLocated(DIALOG));
        return execution.strip();
    }

    /** Opens the page of a job, and waits until it shows that this execution has come to this status. */
    void awaitStatus(String name, String deployment, String execution, String status) {
        var job = job(name, deployment);
        click(job);
        click(within(job, "//a[.='View']"));
        var ended = By.xpath("//*[@id='execution-%s'][contains(., 'Batch Status: %s')]".formatted(execution, status));
        wait.until(ignored -> {
            click(By.xpath("//button[.='Refresh']"));
            return !browser.findElements(ended).isEmpty();
        });
    }

    private void click(By what) {
        wait.until(ignored -> {
            var element = ExpectedConditions.elementToBeClickable(what).apply(browser);
            if (element == null) {
                return false;
            }
            element.click();
            return true;
        });
    }

    private static By item(String text) {
        return By.xpath("//li[contains(@class, 'finder-item')][.//*[@class='item-text']/descendant-or-self::*[text()='"
                + text + "']]");
    }

    private static By job(String name, String deployment) {
        return By.xpath("//li[starts-with(@data-filter, '%s %s')]".formatted(name, deployment.replace('/', ' ')));
    }

    private static By within(By job, String xpath) {
        return By.xpath(job.toString().substring("By.xpath: ".length()) + xpath);
    }

    /** Ends the browser and its driver. */
    @Override
    public void close() {
        try {
            browser.quit();
        } finally {
            service.stop();
        }
    }
}
