using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>An absolute URL, or an absolute path. Its parts are as written; nothing is normalized but the scheme's case.</summary>
internal sealed class UrlValue : CelObject
{
    private UrlValue(string text)
    {
        Text = text;
    }

    public static CelType UrlType { get; } = CelType.Opaque("kubernetes.URL");

    public override CelType Type => UrlType;

    public string Text { get; }

    public string Scheme { get; private init; } = "";

    /// <summary>With the port.</summary>
    public string Host { get; private init; } = "";

    public string Path { get; private init; } = "";

    public string Query { get; private init; } = "";

    public string HostName
    {
        get
        {
            var end = Host.StartsWith('[') ? Host.IndexOf(']', StringComparison.Ordinal) : -1;
            return end > 0 ? Host[1..end] : Host.Split(':')[0];
        }
    }

    public string Port
    {
        get
        {
            var colon = Host.IndexOf(':', Math.Max(0, Host.LastIndexOf(']')));
            return colon < 0 ? "" : Host[(colon + 1)..];
        }
    }

    /// <summary>Null if the text is no such URL; <paramref name="error"/> tells why.</summary>
    public static UrlValue? Parse(string text, out string error)
    {
        error = "";
        if (text.Length == 0)
        {
            error = "empty url";
            return null;
        }

        if (text.Any(c => c < ' ' || c == '\x7f'))
        {
            error = "invalid control character in URL";
            return null;
        }

        var rest = text;
        var scheme = "";
        if (SchemeLength(text) is > 0 and var length)
        {
            scheme = text[..length].ToLowerInvariant();
            rest = text[(length + 1)..];
        }
        else if (!text.StartsWith('/'))
        {
            error = text.StartsWith(':') ? "missing protocol scheme" : "invalid URI for request";
            return null;
        }

        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : rest[(mark + 1)..];
        rest = mark < 0 ? rest : rest[..mark];
        if (scheme.Length > 0 && !rest.StartsWith('/'))
        {
            error = "invalid URI for request";
            return null;
        }

        var host = "";
        if (scheme.Length > 0 && rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            host = slash < 0 ? rest[2..] : rest[2..slash];
            host = host[(host.LastIndexOf('@') + 1)..];
            rest = slash < 0 ? "" : rest[slash..];
            if (!IsHost(host))
            {
                error = "invalid character in host name";
                return null;
            }
        }

        if (!HasGoodEscapes(rest))
        {
            error = "invalid URL escape";
            return null;
        }

        return new UrlValue(text) { Scheme = scheme, Host = host, Path = rest, Query = query };
    }

    public override bool EqualTo(CelObject other) => other is UrlValue url && url.Text == Text;

    public override string ToString() => Text;

    private static int SchemeLength(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ':')
            {
                return i;
            }

            if (!char.IsAsciiLetter(text[i]) && (i == 0 || !(char.IsAsciiDigit(text[i]) || text[i] is '+' or '-' or '.')))
            {
                return 0;
            }
        }

        return 0;
    }

    private static bool IsHost(string host)
    {
        var name = host;
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            name = host[(end + 1)..];
            if (name.Length > 0 && name[0] != ':')
            {
                return false;
            }
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return (colon < 0 || name.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0) && name.IndexOfAny([' ', '"', '<', '>', '^', '`', '{', '}', '|', '\\']) < 0;
    }

    private static bool HasGoodEscapes(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && (i + 2 >= path.Length || !char.IsAsciiHexDigit(path[i + 1]) || !char.IsAsciiHexDigit(path[i + 2])))
            {
                return false;
            }
        }

        return true;
    }
}
