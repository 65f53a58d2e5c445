using System.Text;

namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>Lengths in bytes, as the limits of the API count them.</summary>
internal static class Utf8Length
{
    public static int Of(string text) => Encoding.UTF8.GetByteCount(text);
}
