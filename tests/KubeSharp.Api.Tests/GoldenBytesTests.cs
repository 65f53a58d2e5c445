using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api.Tests;

public sealed class GoldenBytesTests
{
    [Fact]
    public void ProtobufEnvelope()
    {
        var ns = new Namespace { Metadata = new ObjectMeta { Name = "a" } };
        var meta = "0a01" + "61" + "1200" + "1a00" + "2200" + "2a00" + "3200" + "3800" + "4200";
        var body = "0a" + (meta.Length / 2).ToString("x2") + meta + "1200" + "1a02" + "0a00";
        var expected = "6b387300" + "0a0f" + "0a027631" + "12094e616d657370616365" + "12" + (body.Length / 2).ToString("x2") + body + "1a00" + "2200";
        Assert.Equal(expected, Convert.ToHexStringLower(ProtobufCodec.Encode(ns)));
    }

    [Fact]
    public void SpecialTypesInProtobuf()
    {
        var port = new ServicePort { Port = 80, TargetPort = "http" };
        Assert.Equal("0a00" + "1200" + "1850" + "220a" + "0801" + "1000" + "1a0468747470" + "2800", Convert.ToHexStringLower(ProtobufCodec.EncodeBare(port)));
        var taint = new Taint { Key = "k", TimeAdded = Time.FromUnixSeconds(1) };
        Assert.Equal("0a016b" + "1200" + "1a00" + "2204" + "0801" + "1000", Convert.ToHexStringLower(ProtobufCodec.EncodeBare(taint)));
    }

    [Fact]
    public void StringsAreEscapedAsByGo()
    {
        var map = new ConfigMap { Data = ApiMap<string>.Empty.Set("k", "<&>\u2028\b\f\u0001\u007f é 😀 \"\\/") };
        Assert.Equal(
            """{"kind":"ConfigMap","apiVersion":"v1","metadata":{},"data":{"k":"\u003c\u0026\u003e\u2028\b\f\u0001""" + "\u007f é 😀 " + """\"\\/"}}""",
            Encoding.UTF8.GetString(JsonCodec.Encode(map)));
    }

    [Fact]
    public void TimesAndNumbers()
    {
        var lease = new Coordination.V1.Lease
        {
            Spec = new() { RenewTime = new MicroTime(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(10)), LeaseDurationSeconds = 15 },
        };
        Assert.Equal("""{"metadata":{},"spec":{"leaseDurationSeconds":15,"renewTime":"2026-01-02T03:04:05.000001Z"}}""", lease.ToString());
        var json = """{"metadata":{"creationTimestamp":null,"deletionTimestamp":"2026-01-02T05:04:05.9+02:00"}}"""u8;
        Assert.Equal("""{"metadata":{"deletionTimestamp":"2026-01-02T03:04:05Z"},"spec":{"containers":null},"status":{}}""", JsonCodec.Decode<Pod>(json).ToString());
    }

    [Fact]
    public void RawJsonIsCompactedOnOutput()
    {
        var json = """{"data": {"a" : "<b>", "c": [ 1, 2 ] },"revision":1}"""u8;
        Assert.Equal(
            """{"metadata":{},"data":{"a":"\u003cb\u003e","c":[1,2]},"revision":1}""",
            JsonCodec.Decode<Apps.V1.ControllerRevision>(json).ToString());
        Assert.Equal("""{"metadata":{},"data":null,"revision":0}""", new Apps.V1.ControllerRevision().ToString());
    }
}
