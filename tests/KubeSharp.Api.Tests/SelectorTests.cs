using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api.Tests;

public sealed class SelectorTests
{
    private static readonly ApiMap<string> Labels = ApiMap<string>.Empty.Set("app", "web").Set("n", "5").Set("x/y", "");

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web,n", true)]
    [InlineData("app!=web", false)]
    [InlineData("missing!=web", true)]
    [InlineData("app in (a, web)", true)]
    [InlineData("app notin (a,b),!zzz", true)]
    [InlineData("!app", false)]
    [InlineData("n>4,n<6", true)]
    [InlineData("app>4", false)]
    [InlineData("x/y=", true)]
    public void LabelSelectorsMatch(string selector, bool expected) => Assert.Equal(expected, LabelSelectorParser.Parse(selector).Matches(Labels));

    [Theory]
    [InlineData("a,")]
    [InlineData("=b")]
    [InlineData("a in b")]
    [InlineData("a in (b")]
    [InlineData("a>x")]
    [InlineData("a b")]
    [InlineData("a=b c")]
    [InlineData("-a=b")]
    [InlineData("a=-b")]
    [InlineData("a=b=c")]
    public void BadLabelSelectorsAreErrors(string selector) => Assert.Throws<FormatException>(() => LabelSelectorParser.Parse(selector));

    [Fact]
    public void StructSelectors()
    {
        var selector = new LabelSelector
        {
            MatchLabels = ApiMap<string>.Empty.Set("app", "web"),
            MatchExpressions = [new() { Key = "n", Operator = "In", Values = ["4", "5"] }, new() { Key = "q", Operator = "DoesNotExist" }],
        };
        Assert.True(LabelSelectors.Matches(selector, Labels));
        Assert.True(LabelSelectors.ToMatcher(selector).Matches(Labels));
        Assert.Equal("app=web,n in (4,5),!q", LabelSelectors.ToMatcher(selector).ToString());
        Assert.False(LabelSelectors.ToMatcher((LabelSelector?)null).Matches(Labels));
        Assert.True(LabelSelectors.ToMatcher(new LabelSelector()).Matches(default));
    }

    [Fact]
    public void FieldSelectors()
    {
        var selector = FieldSelector.Parse("spec.nodeName=n1,status.phase!=Failed");
        Assert.True(selector.Matches(f => f == "spec.nodeName" ? "n1" : "Running"));
        Assert.False(selector.Matches(_ => "n2"));
        Assert.Equal("n1", selector.RequiredValue("spec.nodeName"));
        Assert.Equal("a,b", FieldSelector.Parse("x=a\\,b").Requirements[0].Value);
        Assert.Equal("invalid selector: 'x'; can't understand 'x'", Assert.Throws<FormatException>(() => FieldSelector.Parse("x")).Message);
    }
}
