namespace KubeSharp.Api.Json;

/// <summary>Values that are not looked into, checked all the same.</summary>
internal ref partial struct JsonCursor
{
    public void Skip()
    {
        switch (Peek())
        {
            case (byte)'"':
                SkipLiteral();
                break;
            case (byte)'{':
                SkipObject();
                break;
            case (byte)'[':
                Enter();
                while (NextElement())
                {
                    Skip();
                }

                break;
            case (byte)'t':
                Word("true"u8);
                break;
            case (byte)'f':
                Word("false"u8);
                break;
            case (byte)'n':
                Word("null"u8);
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                SkipNumber();
                break;
            default:
                JsonSyntax.Throw(_data, _position, "looking for beginning of value");
                break;
        }
    }

    private void SkipObject()
    {
        Enter();
        while (NextProperty(out _))
        {
            Skip();
        }
    }

    private void SkipLiteral()
    {
        var literal = Literal(out var plain);
        if (!plain)
        {
            JsonStrings.Validate(literal);
        }
    }

    private void SkipNumber()
    {
        if (_data[_position] == '-')
        {
            _position++;
        }

        if (At('0'))
        {
            _position++;
        }
        else
        {
            Digits();
        }

        if (At('.'))
        {
            _position++;
            Digits("after decimal point in numeric literal");
        }

        if (At('e') || At('E'))
        {
            _position++;
            if (At('+') || At('-'))
            {
                _position++;
            }

            Digits("in exponent of numeric literal");
        }
    }

    private readonly bool At(char c) => _position < _data.Length && _data[_position] == c;

    private void Digits(string context = "in numeric literal")
    {
        var start = _position;
        while (_position < _data.Length && _data[_position] is >= (byte)'0' and <= (byte)'9')
        {
            _position++;
        }

        if (_position == start)
        {
            JsonSyntax.Throw(_data, _position, context);
        }
    }
}
