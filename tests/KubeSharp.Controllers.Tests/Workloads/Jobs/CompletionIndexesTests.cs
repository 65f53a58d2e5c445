using KubeSharp.Controllers.Workloads.Jobs;

namespace KubeSharp.Controllers.Tests.Workloads.Jobs;

public sealed class CompletionIndexesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1,3-5,7")]
    [InlineData("0,1,3-6,9")]
    public void TextSurvivesARoundTrip(string text) =>
        Assert.Equal(text, CompletionIndexes.Format(CompletionIndexes.Parse(text, 10)));

    [Theory]
    [InlineData("0-100", 3, "0-2")]
    [InlineData("x,2,-", 5, "2")]
    [InlineData("4-2", 5, "")]
    public void WhatCannotBeIsLeftOut(string text, int completions, string expected) =>
        Assert.Equal(expected, CompletionIndexes.Format(CompletionIndexes.Parse(text, completions)));
}
