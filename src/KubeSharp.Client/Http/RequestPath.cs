using System.Text;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.Client.Http;

/// <summary>The path and query of a request.</summary>
internal static class RequestPath
{
    public static string Of(ApiRequest request)
    {
        var path = new StringBuilder(96);
        var resource = request.Resource;
        path.Append(resource.Group.Length == 0 ? "api/" : "apis/").Append(resource.ApiVersion);
        if (resource.Namespaced && request.Namespace.Length > 0)
        {
            path.Append("/namespaces/").Append(Uri.EscapeDataString(request.Namespace));
        }

        path.Append('/').Append(resource.Name);
        if (request.Name.Length > 0)
        {
            path.Append('/').Append(Uri.EscapeDataString(request.Name));
        }

        if (request.Subresource.Length > 0)
        {
            path.Append('/').Append(request.Subresource);
        }

        var separator = '?';
        if (request.Verb == ApiVerb.Watch)
        {
            path.Append("?watch=true");
            separator = '&';
        }

        if (request.Options is { } options)
        {
            AppendQuery(path, separator, JsonCodec.EncodeBare(options));
        }

        return path.ToString();
    }

    /// <summary>Options are query parameters by their JSON names; fields that have no text form are not.</summary>
    private static void AppendQuery(StringBuilder path, char separator, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.String:
                    Append(reader.GetString()!);
                    break;
                case JsonTokenType.Number:
                case JsonTokenType.True:
                case JsonTokenType.False:
                    Append(Encoding.UTF8.GetString(reader.ValueSpan));
                    break;
                case JsonTokenType.StartObject when reader.CurrentDepth > 0:
                    reader.Skip();
                    break;
            }
        }

        void Append(string value)
        {
            path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }
}
