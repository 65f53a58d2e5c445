using KubeSharp.ApiServer.Features;

namespace KubeSharp.ApiServer.Tests.Features;

public sealed class FeatureGatesTests
{
    [Fact]
    public void Gates_AreWhatTheyAre_UnlessSet()
    {
        Assert.True(FeatureGates.Default.IsOn("ConstrainedImpersonation"));
        Assert.False(FeatureGates.Default.IsOn("GenericWorkload"));
        var gates = Gates(("ConstrainedImpersonation", false), ("GenericWorkload", true));
        Assert.False(gates.IsOn("ConstrainedImpersonation"));
        Assert.True(gates.IsOn("GenericWorkload"));
    }

    [Fact]
    public void AllAlphaAndAllBeta_LeaveAloneWhatIsSetOrLocked()
    {
        var gates = Gates(("AllAlpha", true), ("AllBeta", false), ("WatchList", true));
        Assert.True(gates.IsOn("GenericWorkload"));
        Assert.False(gates.IsOn("ConstrainedImpersonation"));
        Assert.True(gates.IsOn("WatchList"));
        Assert.True(gates.IsOn("InPlacePodVerticalScaling"));
    }

    [Theory]
    [InlineData("Nonsense", true, "unrecognized feature gate: Nonsense")]
    [InlineData("MutatingAdmissionPolicy", false, "cannot set feature gate MutatingAdmissionPolicy to false, feature is locked to true")]
    public void WhatCannotBeSet_IsRefused(string name, bool value, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Gates((name, value))).Message);

    private static FeatureGates Gates(params (string Name, bool Value)[] set) =>
        FeatureGates.Of(set.ToDictionary(gate => gate.Name, gate => gate.Value));
}
