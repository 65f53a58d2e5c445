using System.Text;
using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Tests;

public sealed class PatchTests
{
    private static readonly StructSchema PodSchema = ApiTypes.Of<Core.V1.Pod>().Schema;

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":[1]},{"op":"add","path":"/b/-","value":2},{"op":"add","path":"/b/0","value":0}]""", """{"a":1,"b":[0,1,2]}""")]
    [InlineData("""{"a":{"x/y":1}}""", """[{"op":"replace","path":"/a/x~1y","value":2},{"op":"test","path":"/a","value":{"x/y":2}}]""", """{"a":{"x/y":2}}""")]
    [InlineData("""{"a":[1,2,3]}""", """[{"op":"remove","path":"/a/1"},{"op":"move","from":"/a/0","path":"/b"},{"op":"copy","from":"/b","path":"/c"}]""", """{"a":[3],"b":1,"c":1}""")]
    public void JsonPatches(string document, string patch, string expected) =>
        Same(expected, Patches.Json(Encoding.UTF8.GetBytes(document), Encoding.UTF8.GetBytes(patch)));

    [Theory]
    [InlineData("""[{"op":"remove","path":"/x"}]""", "error in remove for path: '/x': unable to remove nonexistent key: x: missing value")]
    [InlineData("""[{"op":"replace","path":"/x/y","value":1}]""", "replace operation does not apply: doc is missing path: /x/y: missing value")]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""", "testing value /a failed: test failed")]
    [InlineData("""[{"op":"zap","path":"/a"}]""", "Unexpected kind: zap")]
    public void JsonPatchErrors(string patch, string message) =>
        Assert.Equal(message, Assert.Throws<PatchException>(() => Patches.Json("""{"a":1}"""u8, Encoding.UTF8.GetBytes(patch))).Message);

    [Fact]
    public void CopiesThatGrowWithoutEnd_AreRefused()
    {
        var copies = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"op":"copy","from":"/a","path":"/a/{{i}}"}"""));
        var error = Assert.Throws<PatchException>(() => Patches.Json("""{"a":{"text":"0123456789"}}"""u8, Encoding.UTF8.GetBytes($"[{copies}]")));
        Assert.StartsWith("Unable to complete the copy, the accumulated size increase of copy is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyOperations_AreTooLarge()
    {
        var operations = string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/a","value":1}""", 10_001));
        var error = Assert.Throws<PatchException>(() => Patches.Json("""{"a":1}"""u8, Encoding.UTF8.GetBytes($"[{operations}]")));
        Assert.True(error.IsTooLarge);
        Assert.Equal("The allowed maximum operations in a JSON patch is 10000, got 10001", error.Message);
    }

    [Fact]
    public void MergePatches() =>
        Same("""{"a":{"c":2},"d":[1]}""", Patches.Merge("""{"a":{"b":1},"e":3}"""u8, """{"a":{"b":null,"c":2},"d":[1],"e":null}"""u8));

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"a","image":"2"}]}}""", """{"spec":{"containers":[{"name":"a","image":"2"},{"name":"b","image":"1"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}""", """{"spec":{"containers":[{"name":"b","image":"1"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"c"},{"$patch":"replace"}]}}""", """{"spec":{"containers":[{"name":"c"}]}}""")]
    [InlineData("""{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"b","image":"3"}]}}""", """{"spec":{"containers":[{"name":"b","image":"3"},{"name":"a","image":"1"}]}}""")]
    [InlineData("""{"spec":{"$patch":"replace","hostNetwork":true}}""", """{"spec":{"hostNetwork":true}}""")]
    [InlineData("""{"spec":{"$retainKeys":["hostNetwork"],"hostNetwork":true}}""", """{"spec":{"hostNetwork":true}}""")]
    [InlineData("""{"spec":null,"metadata":{"labels":{"a":"b","c":null}}}""", """{"metadata":{"labels":{"a":"b"}}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"c","args":["x"]}]}}""", """{"spec":{"containers":[{"name":"c","args":["x"]},{"name":"a","image":"1"},{"name":"b","image":"1"}]}}""")]
    public void StrategicPatches(string patch, string expected)
    {
        var document = """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}}"""u8;
        Same(expected, Patches.Strategic(document, Encoding.UTF8.GetBytes(patch), PodSchema));
    }

    [Fact]
    public void PrimitiveListsMergeAndDelete()
    {
        var document = """{"metadata":{"finalizers":["a","b"]}}"""u8;
        Same("""{"metadata":{"finalizers":["c","a","b"]}}""", Patches.Strategic(document, """{"metadata":{"finalizers":["c"]}}"""u8, PodSchema));
        Same(
            """{"metadata":{"finalizers":["b"]}}""",
            Patches.Strategic(document, """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}}"""u8, PodSchema));
    }

    [Theory]
    [InlineData("""{"spec":{"$patch":"merge"}}""", "unknown patch type: merge in map: map[$patch:merge]")]
    [InlineData("""{"spec":{"containers":[{"name":"c","$patch":"x"}]}}""", "unknown patch type: x in map: map[$patch:x name:c]")]
    [InlineData("""{"spec":{"containers":[{"name":"c","$patch":"merge"}]}}""", "merging lists cannot yet be specified in the patch")]
    [InlineData("""{"spec":{"containers":[{"image":"z"}]}}""", "map: map[image:z] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"containers":[{"$patch":"delete"}]}}""", "map: map[$patch:delete] does not contain declared merge key: name")]
    public void UnknownDirectivesAndMissingKeys_HaveNoStatus(string patch, string message)
    {
        var error = Assert.Throws<PatchException>(() => Patches.Strategic("""{"spec":{"containers":[{"name":"c"}]}}"""u8, Encoding.UTF8.GetBytes(patch), PodSchema));

        Assert.Equal((message, true, false), (error.Message, error.IsBare, error.IsMalformed));
    }

    private static void Same(string expected, byte[] actual) =>
        Assert.True(DocNode.Parse(Encoding.UTF8.GetBytes(expected)).DeepEquals(DocNode.Parse(actual)), Encoding.UTF8.GetString(actual));
}
