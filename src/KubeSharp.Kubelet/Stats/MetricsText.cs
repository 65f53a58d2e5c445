using System.Buffers;
using System.Globalization;
using System.Text;

namespace KubeSharp.Kubelet.Stats;

/// <summary>Writes metrics in the text format of Prometheus.</summary>
internal sealed class MetricsText(IBufferWriter<byte> output)
{
    private readonly StringBuilder _line = new();

    public void Family(string name, string type, string help) => Put($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    public void Sample(string name, double value, DateTimeOffset? at, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _line.Clear().Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            _line.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"");
            Escape(labels[i].Value);
            _line.Append('"').Append(i == labels.Length - 1 ? "}" : "");
        }

        _line.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture));
        if (at is { } time)
        {
            _line.Append(' ').Append(time.ToUnixTimeMilliseconds());
        }

        Put(_line.Append('\n').ToString());
    }

    private void Escape(string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => _line.Append("\\\\"),
                '"' => _line.Append("\\\""),
                '\n' => _line.Append("\\n"),
                _ => _line.Append(character),
            };
        }
    }

    private void Put(string text) => Encoding.UTF8.GetBytes(text, output);
}
