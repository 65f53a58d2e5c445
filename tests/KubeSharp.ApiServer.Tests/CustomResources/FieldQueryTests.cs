using System.Text;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.CustomResources.Printing;

namespace KubeSharp.ApiServer.Tests.CustomResources;

public sealed class FieldQueryTests
{
    private static readonly DocNode Document = DocNode.Parse(Encoding.UTF8.GetBytes(
        """{"spec":{"x":1,"list":["a","b"]},"metadata":{"labels":{"a.b/c":"v"}},"status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Old","status":"False"}]}}"""));

    [Theory]
    [InlineData(".spec.x", "1")]
    [InlineData(".spec['x']", "1")]
    [InlineData(".spec.list[0]", "\"a\"")]
    [InlineData(".spec.list[-1]", "\"b\"")]
    [InlineData(".spec.list[*]", "\"a\" \"b\"")]
    [InlineData(@".metadata.labels.a\.b/c", "\"v\"")]
    [InlineData(".status.conditions[?(@.type==\"Ready\")].status", "\"True\"")]
    [InlineData(".status.conditions[?(@.type!='Ready')].status", "\"False\"")]
    [InlineData(".spec.none.deeper", "")]
    public void Path_FindsValues(string path, string expected) =>
        Assert.Equal(expected, string.Join(' ', FieldQuery.Parse(path)!.Find(Document)));

    [Theory]
    [InlineData("spec.x")]
    [InlineData(".spec[")]
    [InlineData(".spec[?(x)]")]
    public void WhatIsNoPath_IsRefused(string path) => Assert.Null(FieldQuery.Parse(path));
}
