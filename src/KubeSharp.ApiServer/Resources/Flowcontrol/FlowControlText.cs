using System.Text;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>A spec as it stands in an error message.</summary>
internal static class FlowControlText
{
    public static string Of(ApiObject value)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(JsonCodec.Encode(value)));
        return document.RootElement.GetProperty("spec").GetRawText();
    }
}
