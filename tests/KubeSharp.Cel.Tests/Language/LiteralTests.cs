namespace KubeSharp.Cel.Tests.Language;

public sealed class LiteralTests
{
    [Theory]
    [InlineData("""'\a\b\f\n\r\t\v' == "\x07\x08\x0c\x0a\x0d\x09\x0b" """)]
    [InlineData("""'\\\'\"\`\?' == "\\'\"`?" """)]
    [InlineData("""'\101\x41\u0041\U00000041' == 'AAAA'""")]
    [InlineData("""r'\n' == '\\n'""")]
    [InlineData("""R"a\b" == 'a\\b'""")]
    [InlineData("'''a\n'b''' == \"a\\n'b\"")]
    [InlineData("\"\"\"a\"b\"\"\" == 'a\"b'")]
    [InlineData("""b'\xff\377' == b'\377\xFF'""")]
    [InlineData("""b'ÿ' == b'\xc3\xbf'""")]
    [InlineData("""br'\n'.size() == 2 && rb'\n'.size() == 2""")]
    [InlineData("'ÿ'.size() == 1 && '😀'.size() == 1 && b'😀'.size() == 4")]
    [InlineData("true // a comment")]
    [InlineData("[1, 2,] == [1, 2] && {'a': 1,} == {'a': 1}")]
    [InlineData("{'a-b': 1}.`a-b` == 1")]
    public void Literals(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("x", "ERROR: <input>:1:1: undeclared reference to 'x' (in container '')\n | x\n | ^")]
    [InlineData("1 + x", "ERROR: <input>:1:5: undeclared reference to 'x' (in container '')\n | 1 + x\n | ....^")]
    [InlineData("f(1)", "ERROR: <input>:1:2: undeclared reference to 'f' (in container '')\n | f(1)\n | .^")]
    [InlineData("1.f()", "ERROR: <input>:1:4: undeclared reference to 'f' (in container '')\n | 1.f()\n | ...^")]
    [InlineData("1 + 'a'", "ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'\n | 1 + 'a'\n | ..^")]
    [InlineData("size(1)", "ERROR: <input>:1:5: found no matching overload for 'size' applied to '(int)'\n | size(1)\n | ....^")]
    [InlineData("'a'.contains(1)", "ERROR: <input>:1:13: found no matching overload for 'contains' applied to 'string.(int)'\n | 'a'.contains(1)\n | ............^")]
    [InlineData("1 == 1.0", "ERROR: <input>:1:3: found no matching overload for '_==_' applied to '(int, double)'\n | 1 == 1.0\n | ..^")]
    [InlineData("numbers == null", "ERROR: <input>:1:9: found no matching overload for '_==_' applied to '(list(int), null)'\n | numbers == null\n | ........^")]
    [InlineData("[1, 'a']", "ERROR: <input>:1:5: expected type 'int' but found 'string'\n | [1, 'a']\n | ....^")]
    [InlineData("{'a': 1, 2: 1}", "ERROR: <input>:1:10: expected type 'string' but found 'int'\n | {'a': 1, 2: 1}\n | .........^")]
    [InlineData("(1).a", "ERROR: <input>:1:4: type 'int' does not support field selection\n | (1).a\n | ...^")]
    [InlineData("1.all(x, true)", "ERROR: <input>:1:1: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n | 1.all(x, true)\n | ^")]
    [InlineData("numbers.all(x, 1)", "ERROR: <input>:1:12: found no matching overload for '_&&_' applied to '(bool, int)'\n | numbers.all(x, 1)\n | ...........^")]
    [InlineData("numbers.all(1, true)", "ERROR: <input>:1:13: argument must be a simple name\n | numbers.all(1, true)\n | ............^")]
    [InlineData("has(d)", "ERROR: <input>:1:5: invalid argument to has() macro\n | has(d)\n | ....^")]
    [InlineData("var", "ERROR: <input>:1:1: reserved identifier: var\n | var\n | ^")]
    [InlineData("1 +", "ERROR: <input>:1:4: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | 1 +\n | ...^")]
    [InlineData("(1", "ERROR: <input>:1:3: Syntax error: mismatched input '<EOF>' expecting ')'\n | (1\n | ..^")]
    [InlineData("1)", "ERROR: <input>:1:2: Syntax error: extraneous input ')' expecting <EOF>\n | 1)\n | .^")]
    [InlineData("1 # 2", "ERROR: <input>:1:3: Syntax error: token recognition error at: '#'\n | 1 # 2\n | ..^\nERROR: <input>:1:5: Syntax error: extraneous input '2' expecting <EOF>\n | 1 # 2\n | ....^")]
    [InlineData("'a", "ERROR: <input>:1:1: Syntax error: token recognition error at: ''a'\n | 'a\n | ^\nERROR: <input>:1:3: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | 'a\n | ..^")]
    [InlineData("'\\z'", "ERROR: <input>:1:1: unable to unescape string\n | '\\z'\n | ^")]
    [InlineData("9223372036854775808", "ERROR: <input>:1:1: invalid int literal\n | 9223372036854775808\n | ^")]
    [InlineData("18446744073709551616u", "ERROR: <input>:1:1: invalid uint literal\n | 18446744073709551616u\n | ^")]
    [InlineData("1e999", "ERROR: <input>:1:1: invalid double literal\n | 1e999\n | ^")]
    [InlineData("duration('x')", "ERROR: <input>:1:10: invalid duration argument\n | duration('x')\n | .........^")]
    [InlineData("timestamp('x')", "ERROR: <input>:1:11: invalid timestamp argument\n | timestamp('x')\n | ..........^")]
    [InlineData("'a'.matches('(')", "ERROR: <input>:1:13: invalid matches argument\n | 'a'.matches('(')\n | ............^")]
    [InlineData("true &&\n\tx", "ERROR: <input>:2:2: undeclared reference to 'x' (in container '')\n |  x\n | .^")]
    [InlineData("'ö' + x + y", "ERROR: <input>:1:7: undeclared reference to 'x' (in container '')\n | 'ö' + x + y\n | .．....^\nERROR: <input>:1:11: undeclared reference to 'y' (in container '')\n | 'ö' + x + y\n | .．........^")]
    [InlineData("Foo{a: 1}", "ERROR: <input>:1:4: undeclared reference to 'Foo' (in container '')\n | Foo{a: 1}\n | ...^")]
    [InlineData("numbers[?0].all(x, true)", "ERROR: <input>:1:8: expression of type 'optional_type(int)' cannot be range of a comprehension (must be list, map, or dynamic)\n | numbers[?0].all(x, true)\n | .......^")]
    public void Refusals(string expression, string message) => CelCases.Refused(expression, message);

    [Fact]
    public void NestingIsBounded()
    {
        CelCases.Holds(new string('(', 200) + "true" + new string(')', 200));
        Assert.Contains("recursion limit", Assert.Throws<CelCompileException>(
            () => CelEnvironment.Kubernetes.Compile(new string('(', 300) + "true" + new string(')', 300))).Message, StringComparison.Ordinal);
        Assert.Contains("recursion limit", Assert.Throws<CelCompileException>(
            () => CelEnvironment.Kubernetes.Compile("{}" + string.Concat(Enumerable.Repeat(".a", 20_000)))).Message, StringComparison.Ordinal);
        CelCases.Holds(string.Join(" && ", Enumerable.Repeat("true", 5_000)));
        Assert.Contains("size exceeds limit", Assert.Throws<CelCompileException>(
            () => CelEnvironment.Kubernetes.Compile(new string(' ', 100_001))).Message, StringComparison.Ordinal);
    }
}
