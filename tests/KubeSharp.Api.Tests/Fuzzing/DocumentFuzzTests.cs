using System.Text;
using KubeSharp.Api.Documents;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Api.Tests.Fuzzing;

/// <summary>Bodies of requests that are nearly right. What is taken has one meaning: written and read again it is the same.</summary>
public sealed class DocumentFuzzTests
{
    public static TheoryData<string, string> Kinds => new()
    {
        { "v1", "Pod" }, { "v1", "Service" }, { "v1", "Secret" }, { "v1", "Event" }, { "apps/v1", "Deployment" }, { "batch/v1", "CronJob" },
        { "autoscaling/v2", "HorizontalPodAutoscaler" }, { "apiextensions.k8s.io/v1", "CustomResourceDefinition" },
        { "networking.k8s.io/v1", "NetworkPolicy" }, { "v1", "DeleteOptions" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Json(string apiVersion, string kind)
    {
        var type = ApiTypes.Find(apiVersion, kind)!;
        new Fuzzer(Documents(type), "null", "true", "-0", "1e400", "\\u0000", "\\ud800", "\"metadata\":", "{\"a\":[", "\"1Gi\"").Run(
            input =>
            {
                var written = JsonCodec.Encode(JsonCodec.Decode(type, input, new DecodeWarnings()));
                Assert.Equal(written, JsonCodec.Encode(JsonCodec.Decode(type, written)));
            },
            error => error is DecodeException);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Protobuf(string apiVersion, string kind)
    {
        var type = ApiTypes.Find(apiVersion, kind)!;
        new Fuzzer(Documents(type).Select(json => ProtobufCodec.Encode(JsonCodec.Decode(type, json))), "k8s\0", "\xFF\xFF\xFF\xFF\x0F").Run(
            input =>
            {
                var written = ProtobufCodec.Encode(ProtobufCodec.Decode(type, input));
                Assert.Equal(written, ProtobufCodec.Encode(ProtobufCodec.Decode(type, written)));
            },
            error => error is DecodeException);
    }

    [Fact]
    public void Yaml() =>
        new Fuzzer(
            Documents(ApiTypes.Find("v1", "Pod")!).Select(json => YamlJson.FromJson(json)),
            "---\n", "&a ", "*a", "<<: ", "!!binary ", "? ", "|\n", ">-\n", "\t", "- ", ": ", "0x", ".inf").Run(
            input =>
            {
                foreach (var json in YamlJson.ToJsonDocuments(input))
                {
                    DocNode.Parse(json);
                }
            },
            error => error is DecodeException);

    private static IEnumerable<byte[]> Documents(ApiType type) =>
        Enumerable.Range(0, 8).Select(seed => new RandomDocuments(new Random(seed)).Object(type.Schema).ToJson())
            .Append(Encoding.UTF8.GetBytes($$"""{"apiVersion":"{{type.ApiVersion}}","kind":"{{type.Kind}}","metadata":{"name":"a","labels":{"a":"b"} } }"""));
}
