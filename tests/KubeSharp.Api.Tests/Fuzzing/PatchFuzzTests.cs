using System.Text;
using KubeSharp.Api.Documents;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Api.Tests.Fuzzing;

/// <summary>Patches that are nearly right.</summary>
public sealed class PatchFuzzTests
{
    private static readonly byte[] Document =
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"app":"web","tier":"front"},"finalizers":["a/b","c/d"]},
        "spec":{"nodeSelector":{"disk":"ssd"},"containers":[{"name":"one","image":"i:1","ports":[{"containerPort":80,"protocol":"TCP"}],
        "env":[{"name":"A","value":"1"},{"name":"B","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]},{"name":"two","image":"i:2"}],
        "volumes":[{"name":"v","emptyDir":{}}],"tolerations":[{"key":"k","operator":"Exists"}]}}
        """u8.ToArray();

    [Fact]
    public void Json() =>
        Run(
            patch => Patches.Json(Document, patch),
            ["add", "remove", "replace", "move", "copy", "test", "/-", "/spec/containers/0", "~1", "~0", "\"from\":\"/spec\"", "/metadata/labels/app"],
            """[{"op":"replace","path":"/spec/containers/0/image","value":"i:3"},{"op":"add","path":"/metadata/labels/x","value":"y"}]""",
            """[{"op":"test","path":"/metadata/name","value":"a"},{"op":"remove","path":"/spec/volumes"}]""",
            """[{"op":"move","from":"/spec/containers/1","path":"/spec/containers/0"},{"op":"copy","from":"/metadata/labels","path":"/spec/nodeSelector"}]""");

    [Fact]
    public void Merge() =>
        Run(
            patch => Patches.Merge(Document, patch),
            ["null", "\"spec\":", "{}", "[]"],
            """{"metadata":{"labels":{"app":null,"new":"x"}},"spec":{"containers":[{"name":"one"}],"nodeSelector":null}}""");

    [Fact]
    public void Strategic() =>
        Run(
            patch => Patches.Strategic(Document, patch, ApiTypes.Find("v1", "Pod")!.Schema),
            ["\"$patch\":\"delete\"", "\"$patch\":\"replace\"", "\"$retainKeys\":[\"emptyDir\"]", "\"$setElementOrder/containers\":[{\"name\":\"two\"}]",
             "\"$deleteFromPrimitiveList/finalizers\":[\"a/b\"]", "null", "\"name\":\"one\""],
            """{"spec":{"containers":[{"name":"one","image":"i:9","env":[{"name":"A","$patch":"delete"}]},{"name":"three","image":"x"}]}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"two"},{"name":"one"}],"containers":[{"name":"one","ports":[{"containerPort":80,"protocol":"UDP"}]}]}}""",
            """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a/b"],"finalizers":["e/f"]},"spec":{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/"}}]}}""");

    private static void Run(Func<byte[], byte[]> apply, string[] words, params string[] patches) =>
        new Fuzzer(patches.Select(Encoding.UTF8.GetBytes), words).Run(
            patch => DocNode.Parse(apply(patch)), error => error is PatchException or DecodeException);
}
