using System.Text;
using KubeSharp.Api.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KubeSharp.Api.Yaml;

/// <summary>Builds documents from the events of the YAML parser. Aliases are expanded, within bounds.</summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 1000;

    /// <summary>Nodes that aliases may add; more is an attack.</summary>
    private const int MaxExpanded = 200_000;

    private readonly Parser _parser;
    private readonly Dictionary<string, (DocNode? Node, int Size)> _anchors = [];
    private int _nodes;
    private int _expanded;
    private int _depth;

    private readonly string _text;
    private int _flows;

    private YamlReader(ReadOnlyMemory<byte> yaml)
    {
        _text = Text(yaml.Span);
        _parser = new Parser(new StringReader(_text));
    }

    public static DocNode ReadFirst(ReadOnlyMemory<byte> yaml) => Guard(() => new YamlReader(yaml).Documents().FirstOrDefault() ?? DocScalar.Null);

    public static IReadOnlyList<DocNode> ReadAll(ReadOnlyMemory<byte> yaml) => Guard(() => new YamlReader(yaml).Documents().ToList());

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (YamlException e)
        {
            throw new DecodeException($"error converting YAML to JSON: yaml: line {e.Start.Line}: {e.Message}", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            // What the parser throws for broken tags and plain scalars.
            throw new DecodeException($"error converting YAML to JSON: yaml: {e.Message}", e);
        }
    }

    private static string Text(ReadOnlySpan<byte> yaml)
    {
        var bytes = yaml.StartsWith("\uFEFF"u8) ? yaml[3..] : yaml;
        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new DecodeException("error converting YAML to JSON: yaml: invalid leading UTF-8 octet");
    }

    private IEnumerable<DocNode> Documents()
    {
        _parser.Consume<StreamStart>();
        while (_parser.TryConsume<DocumentStart>(out _))
        {
            _anchors.Clear();
            yield return Node();
            _parser.Consume<DocumentEnd>();
        }
    }

    private DocNode Node()
    {
        _nodes++;
        if (++_depth > MaxDepth)
        {
            throw new DecodeException("error converting YAML to JSON: yaml: exceeded max depth");
        }

        CheckIndentation();
        var node = _parser.Current switch
        {
            AnchorAlias => Alias(_parser.Consume<AnchorAlias>()),
            Scalar => Anchored(_parser.Consume<Scalar>(), ScalarNode),
            SequenceStart => Anchored(_parser.Consume<SequenceStart>(), start => Nested(start.Style == SequenceStyle.Flow, Sequence)),
            _ => Anchored(_parser.Consume<MappingStart>(), start => Nested(start.Style == MappingStyle.Flow, Mapping)),
        };
        _depth--;
        return node;
    }

    /// <summary>YAML indents by spaces alone (1.2, 6.1), which the parser does not insist on. Within brackets anything goes.</summary>
    private void CheckIndentation()
    {
        if (_flows > 0 || _parser.Current is not { } current)
        {
            return;
        }

        var hasTab = false;
        for (var i = (int)Math.Min(current.Start.Index, _text.Length) - 1; i >= 0 && _text[i] is not ('\n' or '\r'); i--)
        {
            if (_text[i] is not (' ' or '\t'))
            {
                return;
            }

            hasTab |= _text[i] == '\t';
        }

        if (hasTab)
        {
            throw new DecodeException($"error converting YAML to JSON: yaml: line {current.Start.Line}: found character that cannot start any token");
        }
    }

    private DocNode Anchored<T>(T start, Func<T, DocNode> read)
        where T : NodeEvent
    {
        if (start.Anchor.IsEmpty)
        {
            return read(start);
        }

        var before = _nodes;
        _anchors[start.Anchor.Value] = (null, 0);
        var node = read(start);
        _anchors[start.Anchor.Value] = (node, _nodes - before + 1);
        return node;
    }

    private DocNode Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw new DecodeException($"error converting YAML to JSON: yaml: unknown anchor '{alias.Value.Value}' referenced");
        }

        if (anchored.Node is null)
        {
            throw new DecodeException($"error converting YAML to JSON: yaml: anchor '{alias.Value.Value}' value contains itself");
        }

        _nodes += anchored.Size;
        _expanded += anchored.Size;
        if (_expanded > MaxExpanded)
        {
            throw new DecodeException("error converting YAML to JSON: yaml: document contains excessive aliasing");
        }

        return anchored.Node.Clone();
    }

    private static DocScalar ScalarNode(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific)
        {
            return Tagged(scalar);
        }

        return scalar.Style == ScalarStyle.Plain && !scalar.Tag.IsNonSpecific ? YamlScalars.Resolve(scalar.Value) : new DocScalar(scalar.Value);
    }

    private static DocScalar Tagged(Scalar scalar)
    {
        switch (scalar.Tag.Value)
        {
            case "tag:yaml.org,2002:str":
                return new DocScalar(scalar.Value);
            case "tag:yaml.org,2002:binary":
                return Binary(scalar.Value);
            case "tag:yaml.org,2002:null":
                return DocScalar.Null;
        }

        var resolved = YamlScalars.Resolve(scalar.Value);
        var wanted = scalar.Tag.Value switch
        {
            "tag:yaml.org,2002:bool" => DocScalarKind.Bool,
            "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" => DocScalarKind.Number,
            _ => resolved.Kind,
        };
        return resolved.Kind == wanted
            ? resolved
            : throw new DecodeException($"error converting YAML to JSON: yaml: cannot decode \"{scalar.Value}\" as a {scalar.Tag.Value}");
    }

    private static DocScalar Binary(string text)
    {
        try
        {
            return new DocScalar(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (FormatException e)
        {
            throw new DecodeException("error converting YAML to JSON: yaml: !!binary value contains invalid base64 data", e);
        }
    }

    private DocNode Nested(bool isFlow, Func<DocNode> read)
    {
        _flows += isFlow ? 1 : 0;
        var node = read();
        _flows -= isFlow ? 1 : 0;
        return node;
    }

    private DocArray Sequence()
    {
        var array = new DocArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            array.Add(Node());
        }

        return array;
    }

    private DocObject Mapping()
    {
        var result = new DocObject();
        var merges = new List<DocNode>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var isMerge = _parser.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var line = _parser.Current!.Start.Line;
            var key = Key(Node());
            var value = Node();
            if (isMerge)
            {
                merges.Add(value);
                continue;
            }

            if (result.Contains(key))
            {
                throw new DecodeException(
                    $"error converting YAML to JSON: yaml: unmarshal errors:\n  line {line}: key \"{key}\" already set in map");
            }

            result[key] = value;
        }

        foreach (var source in merges.SelectMany(m => m is DocArray a ? a.Items : [m]))
        {
            Merge(result, source);
        }

        return result;
    }

    /// <summary>A merge key brings the properties that the mapping does not have itself.</summary>
    private static void Merge(DocObject target, DocNode source)
    {
        if (source is not DocObject o)
        {
            throw new DecodeException("error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value");
        }

        foreach (var (name, value) in o)
        {
            if (!target.Contains(name))
            {
                target[name] = value.Clone();
            }
        }
    }

    private static string Key(DocNode key) => key is DocScalar scalar
        ? scalar.Text
        : throw new DecodeException("error converting YAML to JSON: json: unsupported map key");
}
