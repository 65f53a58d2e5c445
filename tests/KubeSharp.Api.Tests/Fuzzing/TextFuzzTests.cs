using System.Text;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Api.Tests.Fuzzing;

/// <summary>Selectors and values that are nearly right. What is taken is written in a form that is taken again.</summary>
public sealed class TextFuzzTests
{
    [Fact]
    public void LabelSelectors() =>
        Run(text => LabelSelectorParser.Parse(text), [" in (", " notin (", "!", "!=", "==", ">", "<", ",", ")"], "app=web,tier!=back", "a in (b,c),!d", "x notin (),y>3", "k8s.io/a=1");

    [Fact]
    public void FieldSelectors() =>
        Run(text => FieldSelector.Parse(text), ["!=", "==", "=", ",", "\\"], "metadata.name=a,status.phase!=Running", "spec.nodeName=a\\,b", "x==y");

    [Fact]
    public void Quantities() =>
        Run(
            text =>
            {
                var value = Quantity.Parse(text);
                Assert.Equal(value, Quantity.Parse(value.ToString()));
            },
            ["Ki", "Mi", "Ei", "n", "u", "m", "k", "E", "e", "-", "+", ".", "00000", "9223372036854775807"],
            "100m", "1.5Gi", "-3e2", "12E", "0.000000001", "1Ei", "+7", "1e-9");

    [Fact]
    public void Durations() => Run(text => Duration.Parse(text), ["h", "m", "s", "ms", "us", "ns", "-", ".", "9999999999"], "1h2m3s", "1.5s", "-10ms", "0");

    private static void Run(Action<string> read, string[] words, params string[] texts) =>
        new Fuzzer(texts.Select(Encoding.UTF8.GetBytes), words).Run(input => read(Encoding.UTF8.GetString(input)), error => error is FormatException);
}
