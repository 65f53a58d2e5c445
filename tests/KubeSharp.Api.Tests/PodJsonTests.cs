using System.Text;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Tests;

public sealed class PodJsonTests
{
    private const string Json =
        """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-1","namespace":"shop","uid":"a-b","creationTimestamp":"2026-01-02T03:04:05Z","labels":{"app":"web","tier":"a\u003cb"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web","uid":"x","controller":true}]},"spec":{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"c","image":"nginx","args":["a","b"],"ports":[{"containerPort":80,"protocol":"TCP"}],"resources":{"limits":{"cpu":"500m","memory":"1Gi"}},"livenessProbe":{"httpGet":{"path":"/","port":"http"},"periodSeconds":3}}],"nodeName":"n1"},"status":{"phase":"Running"}}""";

    [Fact]
    public void ReadsAndWritesTheSameBytes()
    {
        var pod = JsonCodec.Decode<Pod>(Encoding.UTF8.GetBytes(Json));
        Assert.Equal("web-1", pod.Metadata.Name);
        Assert.Equal(Json, Encoding.UTF8.GetString(JsonCodec.Encode(pod)));
    }

    [Fact]
    public void ProtobufKeepsEverything()
    {
        var pod = JsonCodec.Decode<Pod>(Encoding.UTF8.GetBytes(Json));
        var again = ProtobufCodec.Decode<Pod>(ProtobufCodec.Encode(pod));
        Assert.Equal(pod, again);
        Assert.Equal(Json, Encoding.UTF8.GetString(JsonCodec.Encode(again)));
    }

    [Fact]
    public void ReportsUnknownAndDuplicateFieldsWithTheirPath()
    {
        var warnings = new DecodeWarnings();
        var json = """{"metadata":{"name":"a","name":"b","labels":{"x":"1","x":"2"}},"spec":{"containers":[{"name":"c"},{"name":"d","foo":[1,{"a":2}]}],"bar":1}}"""u8;
        JsonCodec.Decode(ApiTypes.Of<Pod>(), json, warnings);
        Assert.Equal(
            ["duplicate field \"metadata.name\"", "duplicate field \"metadata.labels.x\"", "unknown field \"spec.containers[1].foo\"", "unknown field \"spec.bar\""],
            warnings.Messages);
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":3}]}}""", "json: cannot unmarshal number into Go struct field Container.spec.containers.name of type string")]
    [InlineData("""{"spec":{"hostNetwork":"x"}}""", "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool")]
    [InlineData("""{"metadata":{"labels":{"a":true}}}""", "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("""{"spec":{"priority":1.5}}""", "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32")]
    [InlineData("""[]""", "json: cannot unmarshal array into Go value of type v1.Pod")]
    [InlineData("""{"a":}""", "invalid character '}' looking for beginning of value")]
    [InlineData("""{"a":1""", "unexpected end of JSON input")]
    [InlineData("""{"a":1}x""", "invalid character 'x' after top-level value")]
    public void ErrorsAreUpstreams(string json, string message)
    {
        var e = Assert.Throws<DecodeException>(() => JsonCodec.Decode<Pod>(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(message, e.Message);
    }
}
