using System.Text;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>Values as they stand in an error message: JSON for what is no scalar.</summary>
internal static class ValueText
{
    public static string List(IReadOnlyList<string> values)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < values.Count; i++)
        {
            text.Append(i > 0 ? "," : "").Append(ErrorList.Quote(values[i]));
        }

        return text.Append(']').ToString();
    }

    public static string Map(ApiMap<string> values)
    {
        var text = new StringBuilder("{");
        foreach (var (key, value) in values)
        {
            text.Append(text.Length > 1 ? "," : "").Append(ErrorList.Quote(key)).Append(':').Append(ErrorList.Quote(value));
        }

        return text.Append('}').ToString();
    }

    /// <summary>Names and values of a struct; members that are not set are left out by the caller.</summary>
    public static string Struct(params ReadOnlySpan<(string Name, string Value)> members)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            if (value.Length > 0)
            {
                text.Append(text.Length > 1 ? "," : "").Append(ErrorList.Quote(name)).Append(':').Append(value);
            }
        }

        return text.Append('}').ToString();
    }
}
