using System;
using System.Linq;
using System.Text;

namespace BitbucketConnections.Contracts.Tests;

public sealed class CommandRedactionTests
{
    // Each secret contains t0p.
    [Theory]
    [InlineData("""curl -H "Authorization: Bearer t0p" https://x""", """curl -H "Authorization: Bearer ****" https://x""")]
    [InlineData("""curl -H 'Authorization: Basic t0p='""", """curl -H 'Authorization: Basic ****'""")]
    [InlineData("""curl -H "Authorization: t0p" x""", """curl -H "Authorization: ****" x""")]
    [InlineData("""curl -H "X-Api-Key: t0p'x" x""", """curl -H "X-Api-Key: ****" x""")]
    [InlineData("curl -H X-Api-Key:t0p x", "curl -H X-Api-Key:**** x")]
    [InlineData("""http GET x Authorization:"Bearer t0p" """, """http GET x Authorization:"****" """)]
    [InlineData("""bash -c "curl -H \"PRIVATE-TOKEN: t0p\" https://x" """, """bash -c "curl -H \"PRIVATE-TOKEN: ****\" https://x" """)]
    [InlineData("curl -u me:t0p https://x", "curl -u me:**** https://x")]
    [InlineData("curl -fsSLu 'me:t0p t0p' https://x", "curl -fsSLu 'me:****' https://x")]
    [InlineData("curl -ume:t0p --proxy-user p:t0p x", "curl -ume:**** --proxy-user p:**** x")]
    [InlineData("curl --user=me:t0p x", "curl --user=me:**** x")]
    [InlineData("curl \"https://x?a=1&b=2\" -u me:t0p", "curl \"https://x?a=1&b=2\" -u me:****")]
    [InlineData("curl https://hooks.slack.com/services/T0/B0/t0p -d x", "curl https://hooks.slack.com/services/**** -d x")]
    [InlineData("curl -X POST 'https://discord.com/api/webhooks/1/t0p'", "curl -X POST 'https://discord.com/api/webhooks/****'")]
    [InlineData("docker login -u AWS -p t0p r.example", "docker login -u AWS -p **** r.example")]
    [InlineData("docker login -u $(whoami) -p t0p", "docker login -u $(whoami) -p ****")]
    [InlineData("sudo docker login --username me --password t0p", "sudo docker login --username me --password ****")]
    [InlineData("deploy --token t0p --api-key \"t0p t0p\" --name x", "deploy --token **** --api-key \"****\" --name x")]
    [InlineData("deploy --password ab\"t0p t0p\"t0p x", "deploy --password **** x")]
    [InlineData("mysql -uroot -pt0p db", "mysql -uroot -p**** db")]
    [InlineData("sh -c 'mysqldump -pt0p db'", "sh -c 'mysqldump -p**** db'")]
    [InlineData("sshpass -p t0p ssh h", "sshpass -p **** ssh h")]
    [InlineData("sshpass -p't0p t0p' ssh h", "sshpass -p'****' ssh h")]
    [InlineData("mysql -uroot -p't0p' db", "mysql -uroot -p'****' db")]
    [InlineData("curl -u'me:t0p' x", "curl -u'me:****' x")]
    [InlineData("redis-cli -a t0p ping", "redis-cli -a **** ping")]
    [InlineData("npm config set //registry.example.org/:_authToken t0p", "npm config set //registry.example.org/:_authToken ****")]
    [InlineData("npm config set \"//r/:_authToken\" \"t0p\"", "npm config set \"//r/:_authToken\" \"****\"")]
    [InlineData("npm config set //r/:_auth=t0p", "npm config set //r/:_auth=****")]
    [InlineData("aws configure set aws_secret_access_key t0p", "aws configure set aws_secret_access_key ****")]
    [InlineData("aws secretsmanager put-secret-value --secret-id a --secret-string t0p", "aws secretsmanager put-secret-value --secret-id a --secret-string ****")]
    [InlineData("DB_PASS=t0p ./run", "DB_PASS=**** ./run")]
    [InlineData("AUTH=t0p make; STRIPE_KEY='t0p' make", "AUTH=**** make; STRIPE_KEY='****' make")]
    [InlineData("export NPM_TOKEN t0p", "export NPM_TOKEN ****")]
    [InlineData("SECRET: t0p", "SECRET: ****")]
    [InlineData("kubectl create secret generic x --from-literal=pass=t0p", "kubectl create secret generic x --from-literal=pass=****")]
    [InlineData("openssl enc -pass pass:t0p -in a", "openssl enc -pass **** -in a")]
    [InlineData("sonar-scanner -Dsonar.token=t0p", "sonar-scanner -Dsonar.token=****")]
    [InlineData("echo AKIA2E0A8F3B244C9986 ASIA2E0A8F3B244C9986", "echo AKIA**** ASIA****")]
    [InlineData("git clone https://x-token-auth:t0p@bitbucket.org/w/r", "git clone https://****@bitbucket.org/w/r")]
    [InlineData("curl -d '{\"password\":\"t0p\"}' x", "curl -d '{\"password\":\"****\"}' x")]
    public void A_named_secret_of_a_command_is_hidden(string command, string expected)
    {
        Assert.Equal(expected, Redaction.Command(command));
        Assert.Equal(expected, Redaction.Command(expected));
    }

    [Theory]
    [InlineData("p", "sshpass", "mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport", "twine")]
    [InlineData("P", "sqlcmd", "bcp", "zip", "unzip", "sqlcmd.exe", "/opt/tools/bin/sqlcmd")]
    [InlineData("a", "redis-cli")]
    [InlineData("w", "ldapsearch", "ldapadd", "ldapmodify", "ldappasswd")]
    public void The_short_password_option_of_a_program_hides_its_value_and_that_of_another_program_does_not(string letter, params string[] programs) => Assert.All(programs, program =>
    {
        Assert.Equal($"{program} -{letter} **** x", Redaction.Command($"{program} -{letter} t0p x"));
        Assert.Equal($"{program} -{letter}**** x", Redaction.Command($"{program} -{letter}t0p x"));
        Assert.Equal($"{program} -q t0p x", Redaction.Command($"{program} -q t0p x"));
        Assert.Equal($"other -{letter} t0p x", Redaction.Command($"other -{letter} t0p x"));
    });

    [Theory]
    [InlineData("mysql")]
    [InlineData("mysqldump")]
    [InlineData("mysqladmin")]
    [InlineData("mysqlimport")]
    [InlineData("mysqlshow")]
    [InlineData("mysqlcheck")]
    [InlineData("mysqlsh")]
    [InlineData("mariadb")]
    [InlineData("mariadb-dump")]
    [InlineData("mariadb-admin")]
    public void A_program_of_MySQL_has_its_password_in_the_word_of_the_option_only(string program)
    {
        Assert.Equal($"{program} -p**** db", Redaction.Command($"{program} -pt0p db"));
        Assert.Equal($"{program} -p db", Redaction.Command($"{program} -p db"));
        Assert.Equal($"{program} -p3306:3306 -p1.2:3 db", Redaction.Command($"{program} -p3306:3306 -p1.2:3 db"));
        Assert.Equal($"{program} -p**** db", Redaction.Command($"{program} -p3306 db"));
    }

    [Theory]
    [InlineData("http -a me:t0p x", "http -a me:**** x")]
    [InlineData("https -ame:t0p x", "https -ame:**** x")]
    [InlineData("http --auth me:t0p x", "http --auth **** x")]
    [InlineData("http --auth=me:t0p x", "http --auth=**** x")]
    [InlineData("http x Authorization:t0p", "http x Authorization:****")]
    [InlineData("curl -XU me:t0p x", "curl -XU me:t0p x")]
    [InlineData("curl -sU me:t0p x", "curl -sU me:**** x")]
    [InlineData("setx NPM_TOKEN t0p", "setx NPM_TOKEN ****")]
    [InlineData("setenv NPM_TOKEN t0p", "setenv NPM_TOKEN ****")]
    [InlineData("set NPM_TOKEN t0p", "set NPM_TOKEN ****")]
    [InlineData("deploy --password", "deploy --password")]
    [InlineData("deploy --password -x", "deploy --password -x")]
    [InlineData("deploy --with-token x --no-token x", "deploy --with-token x --no-token x")]
    [InlineData("deploy --api-key ~/k --api-key ../k --api-key k.pem --api-key k.pub --api-key k.json --api-key @k", "deploy --api-key ~/k --api-key ../k --api-key k.pem --api-key k.pub --api-key k.json --api-key @k")]
    [InlineData("deploy --token env:T --token file:t --token fileb://t --token id=t", "deploy --token env:T --token file:t --token fileb://t --token id=t")]
    [InlineData("deploy --token '$t0p' --token $1 --token ${t0p --token #t0p", "deploy --token '****' --token **** --token **** --token ****")]
    [InlineData("curl -b x --cookie t0p --oauth2-bearer t0p", "curl -b x --cookie **** --oauth2-bearer ****")]
    [InlineData("KEY=t0p sig=t0p SORT_KEY=a MY_KEY=t0p ./x", "KEY=**** sig=**** SORT_KEY=a MY_KEY=**** ./x")]
    [InlineData("curl -H \"Cookie: t0p\" -H \"Accept: text/html\" x", "curl -H \"Cookie: ****\" -H \"Accept: text/html\" x")]
    [InlineData("(mysql -pt0p db) && ls -p", "(mysql -p**** db) && ls -p")]
    [InlineData(") ls", ") ls")]
    [InlineData("echo t0p | docker login -u me --password-stdin r.example", "echo **** | docker login -u me --password-stdin r.example")]
    [InlineData("echo \"t0p t0p\" | sudo docker login --password-stdin", "echo \"****\" | sudo docker login --password-stdin")]
    [InlineData("echo -n 't0p' | tee log | helm registry login --password-stdin", "echo -n '****' | tee log | helm registry login --password-stdin")]
    [InlineData("printf '%s' t0p | gh auth login --with-token", "printf '%s' **** | gh auth login --with-token")]
    [InlineData("make && echo t0p | npx vercel --token-stdin; echo done", "make && echo **** | npx vercel --token-stdin; echo done")]
    [InlineData("echo A_TOKEN=t0p t0p | x --password-stdin", "echo **** | x --password-stdin")]
    [InlineData("docker login --password-stdin <<EOF\nt0p\nt0p\nEOF\nls", "docker login --password-stdin <<EOF\n****\nEOF\nls")]
    [InlineData("docker login --password-stdin r <<-'E' | cat\nt0p", "docker login --password-stdin r <<-'E' | cat\n****")]
    [InlineData("docker login --password-stdin <<< t0p", "docker login --password-stdin <<< ****")]
    [InlineData("docker login --password-stdin <<<'t0p'", "docker login --password-stdin <<<'****'")]
    public void Forms_of_options_settings_and_headers_are_known(string command, string expected) => Assert.Equal(expected, Redaction.Command(command));

    [Theory]
    [InlineData("npm ci && npm run build")]
    [InlineData("docker run -p 8080:80 -p3306:3306 --user 1000:1000 nginx")]
    [InlineData("docker run --name mysql -p3306:3306 mysql:8")]
    [InlineData("docker build --secret id=npm,src=.npmrc -t token-service:latest .")]
    [InlineData("docker push r.example/token-service:1.2")]
    [InlineData("aws kms encrypt --key-id alias/web --plaintext fileb://x")]
    [InlineData("aws s3api get-object --bucket b --key config/app.json app.json")]
    [InlineData("aws s3api list-objects-v2 --bucket b --starting-token abc --max-items 3")]
    [InlineData("aws ecr get-login-password | docker login --username AWS --password-stdin r.example")]
    [InlineData("deploy --token $TOKEN --api-key \"${API_KEY}\" --password $(cat f)")]
    [InlineData("deploy --token #{variables.Deploy} --private-key ./id_rsa --password-file p.txt --no-password x")]
    [InlineData("curl -H \"Authorization: Bearer $TOKEN\" -u \"me:$PASS\" https://x")]
    [InlineData("mysql -u root -p db < x.sql")]
    [InlineData("CACHE_KEY=v1-linux make bypass --bypass x && cp -p a b && mkdir -p out/token")]
    [InlineData("export A_TOKEN B_TOKEN; set -e; git config --global user.name Me")]
    [InlineData("npm_config_registry=https://r.example npm ci # token and password are read later")]
    [InlineData("gh auth login --with-token < f")]
    [InlineData("echo \"$TOKEN\" | docker login --password-stdin r.example")]
    [InlineData("echo start; cat f | docker login --password-stdin")]
    [InlineData("echo start || docker login --password-stdin < f")]
    [InlineData("cat <<< start | tr a b")]
    [InlineData("cat <<EOF\nstart\nEOF")]
    [InlineData("docker login --password-stdin <<EOF\nEOF")]
    [InlineData("TOKEN=$(aws sts get --x y) make")]
    [InlineData("oauth: false")]
    public void Other_text_of_a_command_stays(string command) => Assert.Equal(command, Redaction.Command(command));

    [Theory]
    [InlineData("ghp_", 36)]
    [InlineData("gho_", 36)]
    [InlineData("github_pat_", 40)]
    [InlineData("xoxb-", 30)]
    [InlineData("xoxp-", 30)]
    [InlineData("glpat-", 20)]
    [InlineData("ATBB", 32)]
    [InlineData("ATATT", 60)]
    [InlineData("npm_", 36)]
    public void A_token_is_known_by_its_form_in_every_text(string prefix, int length)
    {
        var token = prefix + new string([.. Enumerable.Range(0, length).Select(i => "a1B2"[i % 4])]);

        Assert.Equal($"echo {prefix}****, x", Redaction.Command($"echo {token}, x"));
        Assert.Equal($"refused '{prefix}****'", Redaction.Message($"refused '{token}'"));
        Assert.Equal($$"""{"a":"x\n{{prefix}}****"}""", Redaction.Wire($$"""{"a":"x\n{{token}}"}"""));
        Assert.Equal($"x{token}", Redaction.Message($"x{token}"));
    }

    [Theory]
    [InlineData("DB_PASS", true)]
    [InlineData("NPM_AUTH", true)]
    [InlineData("BYPASS", false)]
    [InlineData("PASSED", false)]
    [InlineData("encryptionKey", false)]
    [InlineData("credential_process", false)]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE", false)]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", false)]
    [InlineData("TokenFile", false)]
    [InlineData("dbSecretArn", false)]
    [InlineData("CacheTokenTtl", false)]
    [InlineData("tokenprofile", true)]
    public void A_name_that_ends_in_pass_or_auth_has_a_secret_value(string name, bool isSecret) => Assert.Equal(isSecret, Redaction.IsSecretName(name));

    [Fact]
    public void Commands_of_a_definition_are_hidden_in_the_trace_and_in_differences()
    {
        Assert.Equal(
            """{"commands":["docker login -p ****","curl -H \"X-Api-Key: ****\" x"],"name":"b"}""",
            Redaction.Wire("""{"commands":["docker login -p t0p","curl -H \"X-Api-Key: t0p\" x"],"name":"b"}"""));
        Assert.Equal("docker login -p ****", PathRedaction.Value("Stages[1].Actions[0].Commands[2]", "docker login -p t0p"));
        Assert.Equal("docker login -p ****", PathRedaction.Value("Stages['Build'].Actions['Build'].Commands", "docker login -p t0p"));
        Assert.Equal("docker -p x", PathRedaction.Value("Stages[1].Actions[0].OutputVariables[0]", "docker -p x"));
    }

    [Fact]
    public void A_second_pass_changes_nothing()
    {
        string[] parts = ["--token", "-p", "-u", "curl", "mysql", "-pX", "docker login", "set", "NPM_TOKEN", "PASS=", "X-Api-Key:", "Authorization: Bearer", "a:b", "$X", "$(", ")", "\"", "'", "\\\"", "\\", " ", ";", "&&", "|", "\n", "@", "//", "=", "ghp_0123456789ab", "{", "}", "****", "#{a.b}", "/x.key"];
        var random = new Random(7);
        for (var i = 0; i < 20000; i++)
        {
            var text = string.Join(random.Next(2) == 0 ? " " : string.Empty, Enumerable.Range(0, random.Next(1, 20)).Select(_ => parts[random.Next(parts.Length)]));
            var once = Redaction.Command(text);
            Assert.True(once == Redaction.Command(once), text + "\n" + once);
        }
    }

    [Theory]
    [InlineData("--token ")]
    [InlineData("--token \"")]
    [InlineData("--token \"$( ")]
    [InlineData("--token '$(")]
    [InlineData("--api-key \"/")]
    [InlineData("--api-key \\\"/")]
    [InlineData("--token    ")]
    [InlineData("curl -u \"a ")]
    [InlineData("\"X-Api-Key: ")]
    [InlineData("'X-Api-Key: \\\"")]
    [InlineData("a=")]
    [InlineData("token=")]
    [InlineData("set token \" ")]
    [InlineData("(")]
    [InlineData("\\")]
    [InlineData("\\\\\\\"")]
    [InlineData("a:")]
    [InlineData("ghp_")]
    [InlineData("hooks.slack.com/services/")]
    [InlineData("-----")]
    [InlineData("-uuuu")]
    [InlineData("\"'")]
    public void Time_is_linear(string unit)
    {
        var text = new StringBuilder("set curl ").Insert(9, unit, 200_000 / unit.Length).ToString();

        TimeBound.OneRunWithin(10, () => Redaction.Command(text));
    }
}
