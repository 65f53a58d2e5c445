namespace KubeSharp.ApiServer.Http;

/// <summary>
/// Reads what a request wants from its method and path, by upstream's rules:
/// <c>/api/v1/[watch/][namespaces/NS/]RESOURCE[/NAME[/SUBRESOURCE[/REST]]]</c>, and the same under <c>/apis/GROUP/VERSION</c>.
/// </summary>
internal static class RequestInfoParser
{
    public static RequestInfo Parse(string method, string path, QueryParameters query)
    {
        var rest = path.AsSpan().Trim('/');
        var prefix = Next(ref rest);
        if (prefix is not ("api" or "apis"))
        {
            return NonResource(method, path);
        }

        var group = prefix is "apis" ? Next(ref rest) : default;
        var version = Next(ref rest);
        if (version.IsEmpty || rest.IsEmpty || (prefix is "apis" && group.IsEmpty))
        {
            return NonResource(method, path);
        }

        var verb = VerbOf(method);
        var first = Next(ref rest);
        if (first is "watch" && !rest.IsEmpty)
        {
            verb = "watch";
            first = Next(ref rest);
        }

        ReadOnlySpan<char> ns = default;
        var name = first is "namespaces" ? Peek(rest) : default;
        if (first is "namespaces" && !name.IsEmpty)
        {
            ns = name;
            var behind = rest[Math.Min(rest.Length, name.Length + 1)..];
            if (!behind.IsEmpty && Peek(behind) is not ("status" or "finalize"))
            {
                rest = behind;
                first = Next(ref rest);
            }
        }

        name = Next(ref rest);
        var subresource = Next(ref rest);
        var nameText = name.IsEmpty ? "" : name.ToString();
        if (name.IsEmpty)
        {
            verb = CollectionVerb(verb, query, ref nameText);
        }

        return new RequestInfo
        {
            Path = path,
            Verb = verb,
            IsResourceRequest = true,
            ApiGroup = group.IsEmpty ? "" : KnownWords.Get(group),
            ApiVersion = KnownWords.Get(version),
            Namespace = ns.IsEmpty ? "" : KnownWords.Get(ns),
            Resource = KnownWords.Get(first),
            Name = nameText,
            Subresource = subresource.IsEmpty ? "" : KnownWords.Get(subresource),
            SubresourcePath = subresource is "proxy" ? "/" + TailOf(path, rest) : "",
        };
    }

    private static RequestInfo NonResource(string method, string path) => new() { Path = path, Verb = method.ToLowerInvariant() };

    private static string VerbOf(string method) => method switch
    {
        "GET" or "HEAD" => "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        _ => "",
    };

    /// <summary>A request without a name is for the collection; a selector for one name still names an object for authorization.</summary>
    private static string CollectionVerb(string verb, QueryParameters query, ref string name)
    {
        if (verb == "delete")
        {
            return "deletecollection";
        }

        if (verb is not ("get" or "watch"))
        {
            return verb;
        }

        var selector = query["fieldSelector"];
        if (selector.Length > 0 && FieldSelectorName(selector) is { } selected)
        {
            name = selected;
        }

        return verb == "watch" || query.Flag("watch") ? "watch" : "list";
    }

    /// <summary>The name in an exact match of metadata.name. The selector itself is parsed, and refused, by the handler.</summary>
    internal static string? FieldSelectorName(string selector)
    {
        foreach (var range in selector.AsSpan().Split(','))
        {
            var term = selector.AsSpan()[range].Trim();
            if (term.StartsWith("metadata.name=") || term.StartsWith("metadata.name =="))
            {
                var value = term[(term.IndexOf('=') + 1)..].TrimStart('=');
                return value.IsEmpty || value.ContainsAny('/', '%', '\\') ? null : value.ToString();
            }
        }

        return null;
    }

    private static string TailOf(string path, ReadOnlySpan<char> trimmedRest)
    {
        // The trimmed rest lost a trailing slash, which means something to whoever is proxied to.
        if (trimmedRest.IsEmpty)
        {
            return "";
        }

        return path.EndsWith('/') ? string.Concat(trimmedRest, "/") : trimmedRest.ToString();
    }

    private static ReadOnlySpan<char> Peek(ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : rest[..slash];
    }

    private static ReadOnlySpan<char> Next(scoped ref ReadOnlySpan<char> rest)
    {
        var part = Peek(rest);
        rest = rest[Math.Min(rest.Length, part.Length + 1)..];
        return part;
    }
}
