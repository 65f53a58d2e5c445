namespace KubeSharp.Cel.Tests.Language;

/// <summary>
/// The families of the language definition's conformance tests, as far as they are not in the files beside this one. What takes protobuf messages
/// has no place in Kubernetes.
/// </summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData("0 == 0 && 0u == 0u && 0.0 == -0.0 && '' == '' && b'' == b'' && [] == [] && {} == {}")]
    [InlineData("true && !false && null == null && dyn(null) == null")]
    [InlineData("'\\u2764' == '❤' && \"'\" == '\\'' && '\\\"' == \"\\\"\"")]
    [InlineData("[[1], [2, 3]][1][0] == 2 && {'a': [{'b': 2}]}.a[0].b == 2")]
    [InlineData("-1 == 0 - 1 && -0x55555555 == -1431655765 && 0x55555555u == 1431655765u && -2.3e+1 == -23.0 && 123.0 == 1.23e2")]
    public void Basic(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("'Î' != 'ÎÎ' && 'ÿ' == '\\u00FF' && b'\\303\\277' == b'ÿ' && 'a' != 'b' && b'abc' != b'abcd'")]
    [InlineData("[1, 2, 3] == [1, 2, 3] && ['a'] != ['b'] && {'k': 'v', 'k1': 'v1'} == {'k1': 'v1', 'k': 'v'} && {'k': 'v'} != {'k': 'v', 'k1': 'v1'}")]
    [InlineData("dyn(1) != dyn('1') && dyn(1.0) == dyn(1u) && dyn([1]) != dyn({1: 1}) && dyn(true) != dyn(1) && dyn(b'a') != dyn('a')")]
    [InlineData("dyn([1, 1, dyn(1u)]) == [1, 1, 1] && dyn([dyn(1), dyn(2.0), dyn(3u)]) == dyn([dyn(1.0), dyn(2), dyn(3)])")]
    [InlineData("!(double('NaN') == double('NaN')) && dyn(double('NaN')) != dyn(1) && [double('NaN')] != [double('NaN')]")]
    [InlineData("type(1) == int && type(1) != type('a') && type(type(1)) == type && int != string && dyn(int) != dyn(1)")]
    [InlineData("-1 < 0 && 0 <= 0 && 1u < 2u && 123.4 < 123.45 && 'a' < 'b' && 'abc' < 'abcd' && '' < 'a' && b'\\x01' < b'\\x02' && false < true && !(true < true)")]
    [InlineData("dyn(1) < dyn(2u) && dyn(1u) < dyn(1.5) && dyn(-1) < dyn(0u)")]
    [InlineData("timestamp('1999-12-31T23:59:59Z') < timestamp('2000-01-01T00:00:00Z') && duration('1.5s') > duration('1s') && timestamp(1) >= timestamp(1)")]
    [InlineData("1 in [1, 2] && !(4 in [1, 2]) && 'k' in {'k': 1} && !(0 in numbers.filter(x, false))")]
    [InlineData("dyn(1u) in [1, 2] && dyn(2.0) in {2: 'x'} && !(dyn('a') in [1])")]
    public void Comparisons(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("bool('TRUE') && bool('True') && bool('T') && !bool('F') && !bool('0') && !bool('False')")]
    [InlineData("double('-12.4') == -12.4 && double(9223372036854775807) == 9223372036854775807.0 && double('6.02214e23') == 6.02214e23")]
    [InlineData("int(9223372036854774784.0) == 9223372036854774784 && int(timestamp('2004-09-16T23:59:59Z')) == 1095379199 && int(0.9) == 0 && int(-0.9) == 0")]
    [InlineData("uint(3.14159265) == 3u && uint('300') == 300u && uint(9223372036854775807) == 9223372036854775807u")]
    [InlineData("string(-456) == '-456' && string(9876u) == '9876' && string(-4.5e-3) == '-0.0045' && string(b'\\xf0\\x9f\\xa4\\xaa') == '🤪'")]
    [InlineData("string(duration('1000000s')) == '1000000s' && string(duration('-1.5s')) == '-1.5s' && string(timestamp('2009-02-13T23:31:30Z')) == '2009-02-13T23:31:30Z'")]
    [InlineData("type(dyn(1.0)) == double && type(list) == type && type(map) == type && type([1]) == list && type({1: 1}) == map && type(null) == null_type")]
    [InlineData("bytes('abc') == b'abc' && bytes('').size() == 0 && string(bytes('é')) == 'é'")]
    public void Conversions(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("bool('TrUe')", "type conversion error from 'string' to 'bool'")]
    [InlineData("int(9223372036854775808.0)", "integer overflow")]
    [InlineData("int(double('NaN'))", "integer overflow")]
    [InlineData("uint(1e20)", "unsigned integer overflow")]
    [InlineData("int('9223372036854775808')", "type conversion error from 'string' to 'int'")]
    [InlineData("uint('18446744073709551616')", "type conversion error from 'string' to 'uint'")]
    [InlineData("string(b'\\x00\\xff')", "invalid UTF-8 in bytes, cannot convert to string")]
    public void ConversionsThatFail(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("4.25 + 15.25 == 19.5 && 42.0 - 12.0 == 30.0 && 42.5 * 0.2 == 8.5 && -4.5 * -3.0 == 13.5 && 20.0 / 4.0 == 5.0")]
    [InlineData("-1.0 / 0.0 == double('-Infinity') && 1.7976931348623157e308 * 2.0 == double('Infinity') && -(double('Infinity')) < 0.0")]
    [InlineData("0.0 / 0.0 != 0.0 / 0.0 && 4.9406564584124654e-324 > 0.0")]
    public void FloatingPoint(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("40 + 2 == 42 && 42 - 12 - 30 == 0 && 40 * -2 == -80 && 1024 / -3 == -341 && 43 % 5 == 3 && -43 % 5 == -3 && 43 % -5 == 3 && 0 % 7 == 0")]
    [InlineData("(8 / 3) * 3 + 8 % 3 == 8 && 4294967295u * 1u == 4294967295u && 9223372036854775807 - 1 + 1 == 9223372036854775807")]
    [InlineData("-9223372036854775808 + 9223372036854775807 == -1 && 18446744073709551615u - 1u == 18446744073709551614u")]
    public void Integers(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("-9223372036854775808 % -1", "integer overflow")]
    [InlineData("4611686018427387904 * 2", "integer overflow")]
    [InlineData("-4611686018427387905 + -4611686018427387904", "integer overflow")]
    [InlineData("9223372036854775807 - -1", "integer overflow")]
    [InlineData("5000000000u * 5000000000u", "unsigned integer overflow")]
    [InlineData("17 / (1 - 1)", "division by zero")]
    [InlineData("17 % (1 - 1)", "modulus by zero")]
    public void IntegersThatFail(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("[] + [] == [] && [1] + [2] + [] == [1, 2] && ([1, 2] + [3])[2] == 3 && [dyn('x')] + [dyn(1)] == [dyn('x'), dyn(1)]")]
    [InlineData("[7, 8, 9][dyn(2.0)] == 9 && [7, 8, 9][dyn(0u)] == 7")]
    [InlineData("size([]) == 0 && size([1, 2, 3] + [4]) == 4 && [[]].size() == 1")]
    public void Lists(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("[7, 8, 9][-1]", "index out of bounds: -1")]
    [InlineData("[7, 8, 9][3]", "index out of bounds: 3")]
    [InlineData("[7, 8, 9][dyn(0.1)]", "unsupported index value 0.1 in list")]
    [InlineData("{'k': 1}['x']", "no such key: x")]
    [InlineData("{1: 'a'}[dyn(3.3)]", "no such key: 3.3")]
    [InlineData("{'k': 1}[dyn(true)]", "no such key: true")]
    public void IndexesThatFail(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("dyn('horses') || true")]
    [InlineData("true || dyn('horses')")]
    [InlineData("!(dyn('horses') && false)")]
    [InlineData("!(false && dyn(32))")]
    [InlineData("(false ? 'a' : 'b') == 'b' && (true ? 1 / 1 : 1 / 0) == 1 && (false ? 1 / 0 : 2) == 2")]
    [InlineData("!!true && !(!true) && (true && true) || false")]
    public void Logic(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("dyn('horses') && true", "no such overload")]
    [InlineData("dyn('horses') || false", "no such overload")]
    [InlineData("!dyn(0)", "no such overload: !_(int)")]
    [InlineData("-dyn('a')", "no such overload: -_(string)")]
    [InlineData("dyn(1) + dyn('a')", "no such overload: _+_(int, string)")]
    [InlineData("dyn(1) * dyn(2.0)", "no such overload: _*_(int, double)")]
    [InlineData("size(dyn(1))", "no such overload: size(int)")]
    [InlineData("dyn([1]) < dyn([2])", "no such overload: _<_(list, list)")]
    public void TypesThatDoNotFit(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("!dyn([1, dyn('foo'), 3]).exists(e, e == '10') && dyn([1, dyn('foo'), 3]).exists(e, e == 'foo')")]
    [InlineData("{'key1': 1, 'key2': 2}.exists(k, k == 'key2') && !{'key1': 1, 'key2': 2}.exists(k, k == 'key3') && {}.all(k, false)")]
    [InlineData("[5, 7, 8].exists_one(a, a == 5) && ![].exists_one(a, a == 7) && ![1, 1].exists_one(a, a == 1) && {6: 'six', 7: 'seven'}.exists_one(foo, foo % 5 == 2)")]
    [InlineData("[0, 1, 2].map(x, x == 1 ? 'one' : 'other') == ['other', 'one', 'other'] && [].map(n, n / 2) == [] && [[1], [2]].map(x, x + x) == [[1, 1], [2, 2]]")]
    [InlineData("{'John': 'smart'}.map(key, key) == ['John'] && {'a': 1}.filter(k, false) == [] && [1, 2, 3].filter(x, x > 1).map(x, x * x) == [4, 9]")]
    [InlineData("['signer'].filter(signer, ['artifact'].all(artifact, true)) == ['signer']")]
    [InlineData("[1, 2, 3].exists(i, v, i > 1 && v < 4) && {'x': 1}.all(k, v, k == 'x' && v < 2) && [3, 4].transformMap(i, v, i > 0, v * 2) == {1: 8}")]
    [InlineData("[[0, 1], [2]].transformList(i, v, v.transformList(j, w, i + j + w)) == [[0, 2], [3]] && {}.transformList(k, v, v) == []")]
    public void Macros(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("dyn([1, dyn('foo'), 3]).all(e, e % 2 == 1)", "no such overload: _%_(string, int)")]
    [InlineData("[1, 2, 3].map(n, n / 0)", "division by zero")]
    [InlineData("[3, 2, 1, 0].filter(n, 5 / n > 0)", "division by zero")]
    [InlineData("[1, 0].exists(i, v, 1 / v == 5)", "division by zero")]
    public void MacrosThatFail(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData(".m.a == 1 && .numbers.size() == 3 && [7].map(m, m)[0] == 7 && [{'a': 5}].map(m, .m.a)[0] == 1")]
    [InlineData("numbers.map(numbers, numbers + 1)[0] == 2 && words.map(d, d)[0] == 'one' && .d == 'text'")]
    public void Namespaces(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("((((((((((((((((((((((((((((((((7)))))))))))))))))))))))))))))))) == 7")]
    [InlineData("1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1 == 32")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]].size() == 1 && {'a':{'a':{'a':{'a':1}}}}.a.a.a.a == 1")]
    [InlineData("true ? true : false ? 1 / 0 == 0 : 'a' == 'b'")]
    [InlineData("1 +\n\t2 // three\r\n == 3\f")]
    [InlineData("-(-(-1)) == -1 && 1 - -1 == 2 && !(1 == 2) && -1 in [-1]")]
    [InlineData("'\\x41\\u0041\\U00000041\\101' == 'AAAA' && r'\\x41'.size() == 4 && b'\\x41\\101'.size() == 2 && \"\"\"x\n'y\"\"\" == 'x\\n\\'y'")]
    [InlineData("{'if': 1}['if'] == 1 && {'in': 2}.size() == 1 && {'a b': 3}['a b'] == 3 && {'a.b': 4}.`a.b` == 4")]
    public void Parsing(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("'四'.size() == 1 && 'πέντε'.size() == 5 && ''.size() == 0 && b'ÿ'.size() == 2 && size(b'') == 0 && '😁😑😦'.size() == 3")]
    [InlineData("'foobar'.startsWith('foo') && ''.startsWith('') && 'forward'.startsWith('') && !''.startsWith('foo') && 'завтра'.startsWith('за')")]
    [InlineData("'foobar'.endsWith('bar') && 'foobar'.endsWith('') && !'barfoo'.endsWith('foobar') && 'forté'.endsWith('té')")]
    [InlineData("'he' + 'llo' == 'hello' && '' + '' == '' && '¢' + 'ÿ' == '¢ÿ' && b'abc' + b'def' == b'abcdef' && b'' + b'\\xff' == b'\\xff'")]
    [InlineData("'abcd'.contains('bc') && 'abcd'.contains('') && !''.contains('a') && 'Straße'.contains('aß')")]
    [InlineData("'hubba'.matches('ubb') && 'foobar'.matches('') && 'cows'.matches('cow|sheep') && 'abab'.matches('^(ab)*$') && 'mañana'.matches('a+ñ+a+n+a+') && !'abc'.matches('^b')")]
    [InlineData("'A'.matches('(?i)a') && 'a\\nb'.matches('(?s)a.b') && !'a\\nb'.matches('a.b') && 'a\\nb'.matches('(?m)^b$') && 'x1'.matches('^\\\\w\\\\d$')")]
    public void Strings(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("timestamp('2009-02-13T23:31:30Z').getFullYear() == 2009 && timestamp('2009-02-13T23:31:30Z').getDayOfYear('+11:00') == 44 && timestamp('2009-02-13T23:31:30Z').getMonth('-02:30') == 1")]
    [InlineData("timestamp('2009-02-13T02:00:00Z').getDate('-02:30') == 12 && timestamp('2009-02-13T23:31:20.123456789Z').getMilliseconds() == 123 && timestamp('2009-02-13T23:31:30Z').getDayOfWeek('UTC') == 5")]
    [InlineData("timestamp('2009-02-13T23:31:30Z') + duration('240s') == timestamp('2009-02-13T23:35:30Z') && duration('600s') - duration('50s') == duration('550s')")]
    [InlineData("timestamp('2009-02-13T23:31:30+01:00') == timestamp('2009-02-13T22:31:30Z') && timestamp('2009-02-13T23:31:30.000000001Z') > timestamp('2009-02-13T23:31:30Z')")]
    [InlineData("duration('10000s').getHours() == 2 && duration('3730s').getMinutes() == 62 && duration('3730s').getSeconds() == 3730 && duration('1.25s').getMilliseconds() == 1250")]
    [InlineData("timestamp('0001-01-01T00:00:00Z') < timestamp('9999-12-31T23:59:59.999999999Z') && duration('-1s') < duration('0s') && duration('1h') == duration('60m')")]
    public void Times(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')", "timestamp overflow")]
    [InlineData("timestamp('0001-01-01T00:00:00Z') - duration('1ns')", "timestamp overflow")]
    [InlineData("timestamp(-62135596801)", "timestamp overflow")]
    public void TimesThatFail(string expression, string message) => CelCases.Fails(expression, message);

    [Theory]
    [InlineData("{'c': {'dashed-index': 'goodbye'}}.c[?'dashed-index'].orValue('none') == 'goodbye' && !{'c': {'a': 1}}.?c[?'x'].hasValue()")]
    [InlineData("optional.of(optional.none()).hasValue() && optional.none() == optional.none() && optional.of(1) != optional.of(2) && optional.of(1) != optional.none()")]
    [InlineData("optional.ofNonZeroValue(0u) == optional.none() && !optional.ofNonZeroValue(0.0).hasValue() && !optional.ofNonZeroValue(b'').hasValue() && !optional.ofNonZeroValue(null).hasValue()")]
    [InlineData("!optional.ofNonZeroValue({}).hasValue() && !optional.ofNonZeroValue(false).hasValue() && !optional.ofNonZeroValue(duration('0s')).hasValue()")]
    [InlineData("optional.of([1, 2, 3])[0].value() == 1 && optional.of({'k': 'v'}).k.value() == 'v'")]
    [InlineData("m.?a.or(m.?b).orValue(0) == 1 && m.?z.or(m.?b).orValue(0) == 2 && m.?z.or(m.?y).orValue(0) == 0")]
    public void Optionals(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("math.abs(-1)")]
    [InlineData("math.greatest(1, 2)")]
    [InlineData("base64.encode(b'a')")]
    [InlineData("'a'.reverse()")]
    [InlineData("[1].sort()")]
    [InlineData("[1, 1].distinct()")]
    [InlineData("[[1]].flatten()")]
    [InlineData("lists.range(3)")]
    [InlineData("regex.replace('a', 'a', 'b')")]
    public void WhatKubernetesLeavesOut(string expression) =>
        Assert.Contains("undeclared reference", Assert.Throws<CelCompileException>(() => CelCases.Evaluate(expression)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cel.bind(x, 1, x) == 1")]
    [InlineData("jsonpatch.escapeKey('a') == 'a'")]
    [InlineData("JSONPatch{op: 'a'} == JSONPatch{op: 'a'}")]
    [InlineData("Object{a: 1} == Object{a: 1}")]
    public void WhatKubernetesHasInSomePlacesOnly(string expression)
    {
        CelCases.Holds(expression);
        Assert.Throws<CelCompileException>(() => CelEnvironment.Kubernetes.Compile(expression));
    }
}
