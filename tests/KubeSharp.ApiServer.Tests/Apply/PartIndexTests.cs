using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Apply;

namespace KubeSharp.ApiServer.Tests.Apply;

public sealed class PartIndexTests
{
    private static readonly Place Spec = Place.Of(ApiTypes.Of<Pod>().Schema, "spec");
    private static readonly Place Containers = Place.Of(Spec.Structure!, "containers");
    private static readonly Place Finalizers = Place.Of(Place.Of(ApiTypes.Of<Pod>().Schema, "metadata").Structure!, "finalizers");
    private static readonly Place Labels = Place.Of(Place.Of(ApiTypes.Of<Pod>().Schema, "metadata").Structure!, "labels");

    [Fact]
    public void FieldsOfStructsAndMaps_AreFoundByName()
    {
        Assert.Equal("\"node\"", Find("""{"nodeName":"node"}""", Spec, "f:nodeName"));
        Assert.Null(Find("""{"nodeName":"node"}""", Spec, "f:hostname"));
        Assert.Equal("\"b\"", Find("""{"a/f:x":"b"}""", Labels, "f:a/f:x"));
    }

    [Fact]
    public void ItemsOfLists_AreFoundByTheirKeys()
    {
        const string List = """[{"name":"a","image":"1"},{"image":"2","name":"b"}]""";
        Assert.Equal("""{"image":"2","name":"b"}""", Find(List, Containers, """k:{"name":"b"}"""));
        Assert.Null(Find(List, Containers, """k:{"name":"c"}"""));
    }

    [Fact]
    public void KeysThatAnItemLeavesOut_HaveTheirDefaults()
    {
        var ports = Place.Of(Containers.Item().Structure!, "ports");
        Assert.Equal("""{"containerPort":80}""", Find("""[{"containerPort":80}]""", ports, """k:{"containerPort":80,"protocol":"TCP"}"""));
    }

    [Fact]
    public void MembersOfSets_AreFoundByValue()
    {
        Assert.Equal("\"x\"", Find("""["x","y"]""", Finalizers, "v:\"x\""));
        Assert.Null(Find("""["x","y"]""", Finalizers, "v:\"z\""));
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("null")]
    public void WhatHasAnotherShape_HasNoParts(string json) => Assert.Null(Find(json, Spec, "f:nodeName"));

    [Fact]
    public void Nothing_HasNoParts() => Assert.Null(new PartIndex(null, Spec).Find("f:nodeName"));

    private static string? Find(string json, Place place, string element) =>
        new PartIndex(DocNode.Parse(Encoding.UTF8.GetBytes(json)), place).Find(element)?.ToString();
}
