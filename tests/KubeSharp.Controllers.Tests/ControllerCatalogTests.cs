namespace KubeSharp.Controllers.Tests;

public sealed class ControllerCatalogTests
{
    [Fact]
    public void AStarMeansAllThatCanRun()
    {
        var names = Names("*");

        Assert.Contains("deployment-controller", names);
        Assert.DoesNotContain("node-ipam-controller", names);
    }

    [Fact]
    public void AMinusSwitchesOff() => Assert.DoesNotContain("job-controller", Names("*", "-job-controller"));

    [Fact]
    public void OldNamesAreKnown() => Assert.Equal(["deployment-controller"], Names("deployment"));

    [Fact]
    public void AnUnknownNameIsRefused() =>
        Assert.StartsWith("\"nonsense\" is not in the list of known controllers", Assert.Throws<ArgumentException>(() => Names("nonsense")).Message, StringComparison.Ordinal);

    private static List<string> Names(params string[] controllers) =>
        [.. ControllerCatalog.Select(new ControllerManagerOptions { Controllers = controllers }).Select(static entry => entry.Name)];

    [Theory]
    [InlineData("deployment-controller", "deployment-controller")]
    [InlineData("garbage-collector-controller", "generic-garbage-collector")]
    [InlineData("node-lifecycle-controller", "node-controller")]
    [InlineData("taint-eviction-controller", "node-controller")]
    [InlineData("serviceaccount-token-controller", "")]
    public void EachControllerHasAnAccount(string controller, string account) => Assert.Equal(account, ControllerAccounts.Of(controller));
}
