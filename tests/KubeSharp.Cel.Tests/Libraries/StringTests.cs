namespace KubeSharp.Cel.Tests.Libraries;

public sealed class StringTests
{
    [Theory]
    [InlineData("'tacocat'.charAt(3) == 'o' && 'ab'.charAt(2) == '' && '😀x'.charAt(1) == 'x'")]
    [InlineData("'hello mellow'.indexOf('') == 0 && 'hello mellow'.indexOf('ello') == 1 && 'hello mellow'.indexOf('jello') == -1")]
    [InlineData("'hello mellow'.indexOf('ello', 2) == 7 && '😀ab'.indexOf('b') == 2")]
    [InlineData("'hello mellow'.lastIndexOf('ello') == 7 && 'hello mellow'.lastIndexOf('ello', 6) == 1 && 'a'.lastIndexOf('') == 1 && 'a'.lastIndexOf('x') == -1")]
    [InlineData("['a', 'b'].join() == 'ab' && ['a', 'b'].join('-') == 'a-b' && [].join('-') == ''")]
    [InlineData("'TacoCÆt'.lowerAscii() == 'tacocÆt' && 'TacoCæt'.upperAscii() == 'TACOCæT'")]
    [InlineData("'hello hello'.replace('he', 'we') == 'wello wello' && 'hello hello'.replace('he', 'we', 1) == 'wello hello' && 'ab'.replace('', '-') == '-a-b-' && 'a'.replace('a', 'b', 0) == 'a'")]
    [InlineData("'a b c'.split(' ') == ['a', 'b', 'c'] && 'a b c'.split(' ', 2) == ['a', 'b c'] && 'abc'.split('') == ['a', 'b', 'c'] && 'a b'.split(' ', 0) == [] && 'a b'.split(' ', -1) == ['a', 'b']")]
    [InlineData("'tacocat'.substring(4) == 'cat' && 'tacocat'.substring(0, 4) == 'taco' && 'a😀b'.substring(1, 2) == '😀' && 'ab'.substring(2) == ''")]
    [InlineData("'  \\ttrim\\n '.trim() == 'trim'")]
    [InlineData("strings.quote('a\\n\"b') == '\"a\\\\n\\\\\"b\"'")]
    [InlineData("'abc'.contains('b') && 'abc'.startsWith('ab') && 'abc'.endsWith('bc') && !'abc'.contains('x')")]
    [InlineData("'abc'.matches('b') && !'abc'.matches('^b') && matches('abc', 'a.c') && 'a\\n'.matches('a$') == false")]
    [InlineData(@"'١'.matches('\\d') == false && 'é'.matches('\\w') == false && 'é'.matches('\\pL') && 'a1'.matches('^[[:alpha:]][[:digit:]]$')")]
    [InlineData("'abc 123 xyz'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''")]
    [InlineData("'aaaa'.matches('^(a{2}){2}$') && 'a{1001}'.matches('^a\\\\{1001}$') && '{9999}'.matches('[{]9999}') && 'aab'.matches('^a{1,1000}b{0,}$')")]
    [InlineData("'1 22 333'.findAll('[0-9]+') == ['1', '22', '333'] && '1 22 333'.findAll('[0-9]+', 2) == ['1', '22'] && 'x'.findAll('[0-9]') == []")]
    public void Functions(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("'%s and %d'.format([dyn('a'), dyn(1)]) == 'a and 1' && '%%'.format([]) == '%'")]
    [InlineData("'%s %s %s %s %s'.format([dyn(true), dyn(null), dyn(1.5), dyn(b'x'), dyn(1u)]) == 'true null 1.5 x 1'")]
    [InlineData("'%s'.format([[dyn(1), dyn('a')]]) == '[1, a]'")]
    [InlineData("'%s %s'.format([dyn([1, 2]), dyn({'b': 1, 'a': 2})]) == '[1, 2] {a: 2, b: 1}'")]
    [InlineData("'%s %s %s'.format([dyn(duration('1m')), dyn(timestamp(0)), dyn(int)]) == '60s 1970-01-01T00:00:00Z int'")]
    [InlineData("'%.2f %f %.3e'.format([1.006, 2.5, 1052.032911]) == '1.01 2.500000 1.052e+03'")]
    [InlineData("'%b %b %o %x %X %x'.format([dyn(5), dyn(true), dyn(8), dyn(255), dyn(255), dyn('a')]) == '101 1 10 ff FF 61'")]
    [InlineData("'%d %x %b'.format([-5, -255, -5]) == '-5 -ff -101'")]
    public void Format(string expression) => CelCases.Holds(expression);

    [Theory]
    [InlineData("'a'.charAt(2)", "index out of range: 2")]
    [InlineData("'a'.charAt(-1)", "index out of range: -1")]
    [InlineData("'a'.indexOf('b', 3)", "index out of range: 3")]
    [InlineData("'a'.substring(2)", "index out of range: 2")]
    [InlineData("'abc'.substring(2, 1)", "invalid substring range. start: 2, end: 1")]
    [InlineData("'%d'.format(['a'])", "error during formatting: decimal clause can only be used on integers, was given string")]
    [InlineData("'%s'.format([])", "index 0 out of range")]
    [InlineData("'a'.format([1])", "too many arguments supplied to string.format (expected 0, got 1)")]
    [InlineData("'%z'.format([1])", "could not parse formatting clause: unrecognized formatting clause \"z\"")]
    [InlineData("'a'.matches(d + '(')", "error parsing regexp: invalid regular expression: `text(`")]
    [InlineData("'a'.matches(d + 'a{1001}')", "error parsing regexp: invalid regular expression: `texta{1001}`")]
    [InlineData("'a'.matches(d + '((a{100}){11})')", "error parsing regexp: invalid regular expression: `text((a{100}){11})`")]
    [InlineData("'a'.matches(d + '(a|b{2,}){2000}')", "error parsing regexp: invalid regular expression: `text(a|b{2,}){2000}`")]
    [InlineData("'a'.find(d + '(?=a)')", "error parsing regexp: invalid regular expression: `text(?=a)`")]
    public void Failures(string expression, string message) => CelCases.Fails(expression, message);
}
