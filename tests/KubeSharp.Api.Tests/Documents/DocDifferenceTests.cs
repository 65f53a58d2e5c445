using System.Text;
using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Tests.Documents;

public sealed class DocDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[1,2]}}""", """{"a":1,"b":{"c":[1,2]}}""", "{}", "{}")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"b":3}""", """{"b":2}""", """{"b":3}""")]
    [InlineData("""{"a":1}""", """{"b":1}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "{}", "{}")]
    [InlineData("""{"a":{"x":"}\"{"},"b":"é"}""", """{"a":{"x":"}\"{"},"b":"e"}""", """{"b":"é"}""", """{"b":"e"}""")]
    [InlineData("{}", """{"a":null}""", "{}", """{"a":null}""")]
    public void OnlyPropertiesThatDiffer_AreRead(string left, string right, string ours, string theirs)
    {
        var (first, second) = DocDifference.Read(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right), static _ => true);
        Assert.Equal((ours, theirs), (first.ToString(), second.ToString()));
    }

    [Fact]
    public void PropertiesThatDoNotMatter_AreLeftOut()
    {
        var (left, right) = DocDifference.Read("""{"metadata":1,"spec":1}"""u8, """{"metadata":2,"spec":2}"""u8, static name => name != "metadata");
        Assert.Equal(("""{"spec":1}""", """{"spec":2}"""), (left.ToString(), right.ToString()));
        Assert.Equal("""{"spec":1}""", DocDifference.Read("""{"metadata":1,"spec":1}"""u8, static name => name == "spec").ToString());
    }

    [Theory]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":}""")]
    [InlineData("[1]")]
    public void WhatIsNoObject_IsRefused(string json) =>
        Assert.Throws<DecodeException>(() => DocDifference.Read(Encoding.UTF8.GetBytes(json), "{}"u8, static _ => true));
}
