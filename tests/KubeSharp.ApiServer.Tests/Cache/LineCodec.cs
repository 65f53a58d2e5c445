using System.Buffers;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Tests.Cache;

/// <summary>ConfigMaps as lines of text: enough to see what is stored, and how often it is decoded.</summary>
internal sealed class LineCodec : IObjectCodec
{
    private int _decoded;

    public ApiType Type => ApiTypes.Of<ConfigMap>();

    public int Decoded => Volatile.Read(ref _decoded);

    public static ConfigMap Make(string ns, string name, string value, string app = "web") => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name, Labels = ApiMap<string>.From([new("app", app)]) },
        Data = ApiMap<string>.From([new("value", value)]),
    };

    public byte[] EncodeStored(ApiObject value)
    {
        var map = (ConfigMap)value;
        return Encoding.UTF8.GetBytes(
            $"{map.Metadata.Namespace}\n{map.Metadata.Name}\n{map.Metadata.Labels["app"]}\n{map.Data["value"]}\n{map.Metadata.ResourceVersion}");
    }

    public ApiObject DecodeStored(ReadOnlyMemory<byte> stored)
    {
        Interlocked.Increment(ref _decoded);
        string[] lines = Encoding.UTF8.GetString(stored.Span).Split('\n');
        Assert.Equal("", lines[4]);
        return Make(lines[0], lines[1], lines[3], lines[2]);
    }

    public void WriteJsonItem(ApiObject value, IBufferWriter<byte> output)
    {
        if (value.Metadata.Name.Length == 0)
        {
            output.Write(Encoding.UTF8.GetBytes($"{{\"metadata\":{{\"resourceVersion\":\"{value.Metadata.ResourceVersion}\"}}}}"));
            return;
        }

        var map = (ConfigMap)value;
        output.Write(Encoding.UTF8.GetBytes(
            $"{{\"metadata\":{{\"name\":\"{map.Metadata.Name}\",\"resourceVersion\":\"{map.Metadata.ResourceVersion}\"}},\"data\":\"{map.Data["value"]}\"}}"));
    }

    public byte[]? EncodeProtobuf(ApiObject value) => null;
}
