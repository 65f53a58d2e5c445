using System.Text;
using CsCheck;
using KubeSharp.Api.Documents;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Api.Tests;

public sealed class RoundTripTests
{
    /// <summary>Kinds without a protobuf form.</summary>
    private static readonly HashSet<string> JsonOnly = ["Table", "TableOptions"];

    [Fact]
    public void EveryKindSurvivesJsonAndProtobuf() =>
        Gen.Int.Sample(
            seed =>
            {
                var documents = new RandomDocuments(new Random(seed));
                foreach (var type in ApiTypes.All)
                {
                    RoundTrip(type, documents.Object(type.Schema).ToJson());
                }
            },
            iter: 12,
            seed: "0N0XIzNsQ0O2",
            threads: 1);

    [Fact]
    public void EveryKindSurvivesEmpty()
    {
        foreach (var type in ApiTypes.All)
        {
            RoundTrip(type, "{}"u8.ToArray());
        }
    }

    [Fact]
    public void ListsThatAreNotSetAreNullAndItemsNever()
    {
        Assert.Equal("""{"kind":"ClusterRole","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{},"rules":null}""", Text(new Rbac.V1.ClusterRole()));
        Assert.Equal("""{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[]}""", Text(new Core.V1.PodList()));
        Assert.Equal("""{"kind":"Pod","apiVersion":"v1","metadata":{},"spec":{"containers":null},"status":{}}""", Text(new Core.V1.Pod()));
    }

    private static string Text(ApiKind value) => Encoding.UTF8.GetString(JsonCodec.Encode(value));

    private static void RoundTrip(ApiType type, byte[] json)
    {
        var warnings = new DecodeWarnings();
        var first = JsonCodec.Decode(type, json, warnings);
        Assert.Empty(warnings.Messages);

        var encoded = JsonCodec.Encode(first);
        var second = JsonCodec.Decode(type, encoded);
        Assert.True(first.Equals(second), $"{type}: JSON");
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(encoded, JsonCodec.Encode(second));
        Assert.Equal((type.ApiVersion, type.Kind), JsonCodec.PeekTypeMeta(encoded));
        if (JsonOnly.Contains(type.Kind))
        {
            return;
        }

        var proto = ProtobufCodec.Encode(second);
        var third = ProtobufCodec.Decode(type, proto);
        Assert.True(second.Equals(third), $"{type}: protobuf\n{second}\n{third}");
        Assert.Equal(proto, ProtobufCodec.Encode(third));
        Assert.Equal((type.ApiVersion, type.Kind), ProtobufCodec.PeekTypeMeta(proto));
    }
}
