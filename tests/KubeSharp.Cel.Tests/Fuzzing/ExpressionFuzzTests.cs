using System.Text;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.Cel.Tests.Fuzzing;

/// <summary>Expressions that are nearly right: they are refused, or have a value (an error is one) within the limit of cost.</summary>
public sealed class ExpressionFuzzTests
{
    private static readonly CelEnvironment Environment = CelEnvironment.Kubernetes.With(CelLibrary.Bindings).With(
        ("self", CelType.Dyn), ("numbers", CelType.List(CelType.Int)), ("words", CelType.ListOfStrings));

    private static readonly string[] Corpus =
    [
        "self == 'text' && numbers.all(n, n > 0)",
        "numbers.map(n, n * 2).filter(n, n % 3 == 1).size() > 1 ? 'many' : string(numbers[0])",
        "words.exists_one(w, w.startsWith('t') && w.matches('^t.o$')) || words.join(',').split(',')[1] == 'two'",
        "{'a': 1, 'b': 2}.all(k, v, k.size() == v) && [1, 2, 3].sum() == 6",
        "has(self.spec) && self.spec.?replicas.orValue(1) <= 5",
        "quantity('1Gi').isGreaterThan(quantity('500Mi')) && semver('1.2.3').isLessThan(semver('2.0.0'))",
        "ip('10.0.0.1').family() == 4 && cidr('10.0.0.0/8').containsIP('10.1.2.3') && url('https://a/b?c=d').getHost() == 'a'",
        "timestamp('2026-01-01T00:00:00Z') + duration('36h') > timestamp('2026-01-02T00:00:00Z')",
        "'%s has %d of %.2f'.format([self, 3, 1.5]).lowerAscii().replace('a', 'b', 1).substring(1, 3)",
        "cel.bind(x, numbers.size(), x + x) == 4 && [1, [2, [3]]].size() == 2 && b'abc'.size() == 3",
        "'abc'.find('[a-c]+') == 'abc' && sets.contains([1, 2], [1]) && format.dns1123Label().validate('a').hasValue()",
    ];

    [Fact]
    public void Expressions()
    {
        CelValue[] values = [CelValue.Of("text"), CelValue.Of(new ArrayCelList([CelValue.Of(1L), CelValue.Of(2L)])), CelValue.Strings(["one", "two"])];
        new Fuzzer(
            Corpus.Select(Encoding.UTF8.GetBytes),
            "self", "numbers", "words", ".all(x, ", ".map(x, x)", ".filter(", "?", ":", " in ", "&&", "||", "has(self.a)", "'", "\"\"\"", "b'\\xff'", "r'", "\\U0010FFFF",
            "9223372036854775807", "-9223372036854775808", "18446744073709551615u", "1e308", "duration('1h')", "timestamp('2026-01-01T00:00:00Z')", "[?", ".?", "optional.none()",
            "dyn(", "type(", "{}", "[0]", "((((((((", "!!!!", "----").Run(
            input =>
            {
                var program = Environment.Compile(Encoding.UTF8.GetString(input));
                program.EstimateCost();
                program.Evaluate(values, costLimit: 10_000);
            },
            error => error is CelCompileException);
    }
}
