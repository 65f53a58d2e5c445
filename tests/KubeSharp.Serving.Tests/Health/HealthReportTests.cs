using KubeSharp.Serving.Health;

namespace KubeSharp.Serving.Tests.Health;

public sealed class HealthReportTests
{
    private static readonly HealthCheck[] Checks = [HealthCheck.Of("ping", static () => null), HealthCheck.Of("etcd", static () => "no answer in time")];

    [Fact]
    public async Task FailedCheck_IsListed_ItsReasonIsNot() => Assert.Equal(
        new HealthReport(500, "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n"), await OfAsync([], verbose: false));

    [Fact]
    public async Task ExcludedCheck_IsNotAsked() => Assert.Equal(
        new HealthReport(200, "[+]ping ok\n[+]etcd excluded: ok\nreadyz check passed\n"), await OfAsync(["etcd"], verbose: true));

    [Fact]
    public async Task UnknownExclusion_IsToldOfInTheList() => Assert.Equal(
        new HealthReport(
            200,
            "[+]ping ok\n[+]etcd excluded: ok\nwarn: some health checks cannot be excluded: no matches for \"a\",\"b\"\nreadyz check passed\n"),
        await OfAsync(["b", "etcd", "a"], verbose: true));

    [Theory]
    [InlineData("ping", 200, "ok")]
    [InlineData("etcd", 500, "internal server error: no answer in time\n")]
    [InlineData("none", 404, "404 page not found\n")]
    public async Task OneCheck_TellsWhyItFails(string name, int code, string text) => Assert.Equal(
        new HealthReport(code, text), await HealthReport.OfOneAsync("readyz", name, Checks, TestContext.Current.CancellationToken));

    private static ValueTask<HealthReport> OfAsync(string[] excluded, bool verbose) =>
        HealthReport.OfAsync("readyz", Checks, excluded, verbose, TestContext.Current.CancellationToken);
}
