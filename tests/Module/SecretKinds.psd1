# The kinds of secrets, and the places where a user can write them, for SecretKinds.Tests.ps1. {0} is the secret, letters and digits.
@{
    # Text that shows by itself that it contains a secret. It is tried in every place of the list Places.
    Texts      = @(
        @{ Kind = 'user and password of a URL'; Text = 'https://me:{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'user of a URL'; Text = 'https://{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'access token of a clone URL'; Text = 'https://x-token-auth:{0}@bitbucket.org/ws/repo.git' }
        @{ Kind = 'URL of another host'; Text = 'https://me:{0}@git.example.com/ws/repo' }
        @{ Kind = 'URL with one slash'; Text = 'https:/me:{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'URL without a colon'; Text = 'https//me:{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'URL with a mistyped scheme'; Text = 'htps://me:{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'URL without a scheme'; Text = 'me:{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'URL with a slash in the password'; Text = 'https://me:a/{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'URL of a database'; Text = 'postgres://app:{0}@db.example.com:5432/shop' }
        @{ Kind = 'URL of a cache'; Text = 'redis://:{0}@cache.example.com:6379' }
        @{ Kind = 'access_token of a URL'; Text = 'https://api.example.com/x?access_token={0}&y=1' }
        @{ Kind = 'signature of a shared URL'; Text = 'https://a.blob.example.com/x?sv=1&sig={0}&se=2' }
        @{ Kind = 'signature of a presigned URL'; Text = 'https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature={0}' }
        @{ Kind = 'session token of a presigned URL'; Text = 'https://b.s3.amazonaws.com/k?X-Amz-Security-Token={0}&X-Amz-Date=1' }
        @{ Kind = 'webhook of Slack'; Text = 'https://hooks.slack.com/services/T000/B000/{0}' }
        @{ Kind = 'webhook of Discord'; Text = 'https://discord.com/api/webhooks/1/{0}' }
        @{ Kind = 'token of GitHub'; Text = 'ghp_{0}' }
        @{ Kind = 'fine-grained token of GitHub'; Text = 'github_pat_{0}' }
        @{ Kind = 'token of GitLab'; Text = 'glpat-{0}' }
        @{ Kind = 'token of Slack'; Text = 'xoxb-{0}' }
        @{ Kind = 'app password of Bitbucket'; Text = 'ATBB{0}' }
        @{ Kind = 'API token of Atlassian'; Text = 'ATATT{0}' }
        @{ Kind = 'access token of Bitbucket'; Text = 'ATCTT{0}' }
        @{ Kind = 'token of Bitbucket Data Center'; Text = 'BBDC-{0}' }
        @{ Kind = 'token of npm'; Text = 'npm_{0}' }
        @{ Kind = 'token of Docker'; Text = 'dckr_pat_{0}' }
        @{ Kind = 'JSON web token'; Text = 'eyJhbGciOiJIUzI1NiJ9.{0}.{0}' }
        @{ Kind = 'private key'; Text = '-----BEGIN RSA PRIVATE KEY----- {0} -----END RSA PRIVATE KEY-----' }
        @{ Kind = 'private key without its end'; Text = '-----BEGIN PRIVATE KEY----- {0}' }
        @{ Kind = 'assignment'; Text = 'DB_PASSWORD={0}' }
        @{ Kind = 'assignment with spaces'; Text = 'aws_secret_access_key = {0}' }
        @{ Kind = 'line of YAML'; Text = 'DB_PASSWORD: {0}' }
        @{ Kind = 'connection string'; Text = 'Server=db;User=me;Password={0};Encrypt=true' }
        @{ Kind = 'access key and secret'; Text = 'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY={0}' }
        @{ Kind = 'JSON'; Text = '{{"password":"{0}"}}' }
        @{ Kind = 'JSON in a JSON string'; Text = '{{"a":"{{\"password\":\"{0}\"}}"}}' }
        @{ Kind = 'pair of JSON'; Text = '[{{"name":"DB_PASSWORD","value":"{0}"}}]' }
        @{ Kind = 'pair of JSON with the value first'; Text = '[{{"value":"{0}","name":"DB_PASSWORD"}}]' }
        @{ Kind = 'cut JSON'; Text = '{{"a":1,"password":"{0}' }
        @{ Kind = 'XML'; Text = '<SecretAccessKey>{0}</SecretAccessKey>' }
        @{ Kind = 'map'; Text = '{{OAuthToken={0}, Branch=main}}' }
        @{ Kind = 'Authorization header'; Text = 'Authorization: Bearer {0}' }
        @{ Kind = 'Basic header'; Text = 'Authorization: Basic {0}=' }
        @{ Kind = 'API key header'; Text = 'X-Api-Key: {0}' }
        @{ Kind = 'bearer token'; Text = 'Bearer {0}' }
    )

    # A shell command. Tried in every place of commands.
    Commands   = @(
        @{ Kind = 'curl -u'; Text = 'curl -u me:{0} https://example.com' }
        @{ Kind = 'curl --user'; Text = 'curl --user "me:{0}" https://example.com' }
        @{ Kind = 'curl -H Authorization'; Text = 'curl -H "Authorization: token {0}" https://example.com' }
        @{ Kind = 'curl -H PRIVATE-TOKEN'; Text = 'curl -H "PRIVATE-TOKEN: {0}" https://example.com' }
        @{ Kind = 'wget --password'; Text = 'wget --user me --password={0} https://example.com' }
        @{ Kind = 'docker login -p'; Text = 'docker login -u me -p {0} registry.example.com' }
        @{ Kind = 'docker login --password'; Text = 'docker login -u me --password {0}' }
        @{ Kind = 'mysql -p'; Text = 'mysql -u root -p{0} shop' }
        @{ Kind = 'PGPASSWORD'; Text = 'PGPASSWORD={0} psql -h db' }
        @{ Kind = 'export'; Text = 'export NPM_TOKEN={0}' }
        @{ Kind = 'npm config set'; Text = 'npm config set //registry.npmjs.org/:_authToken {0}' }
        @{ Kind = 'aws configure set'; Text = 'aws configure set aws_secret_access_key {0}' }
        @{ Kind = 'git clone'; Text = 'git clone https://me:{0}@bitbucket.org/ws/repo' }
        @{ Kind = 'sshpass -p'; Text = 'sshpass -p {0} ssh host' }
        @{ Kind = 'kubectl --token'; Text = 'kubectl --token={0} get pods' }
        @{ Kind = 'helm --set'; Text = 'helm upgrade x --set db.password={0}' }
        @{ Kind = 'az login'; Text = 'az login --service-principal -u me --password {0}' }
        @{ Kind = 'redis-cli -a'; Text = 'redis-cli -a {0} ping' }
        @{ Kind = 'docker login --password-stdin'; Text = 'echo {0} | docker login -u me --password-stdin' }
        @{ Kind = 'here string'; Text = 'docker login -u me --password-stdin <<< {0}' }
    )

    # The value of UserParameters and other configuration: YAML, besides the commands.
    Yaml       = @(
        @{ Kind = 'YAML'; Text = 'password: {0}' }
        @{ Kind = 'YAML with single quotation marks'; Text = "level: 1`ndb_password: '{0}'" }
        @{ Kind = 'block of YAML'; Text = "private_key: |`n  {0}`n  {0}" }
        @{ Kind = 'member below a name of YAML'; Text = "credentials:`n  word: {0}" }
    )

    # A name whose value is secret. Tried in every place of names.
    Names      = @(
        'OAuthToken', 'oauthtoken', 'OAUTHTOKEN', 'Password', 'SecretAccessKey', 'DB_PASSWORD', 'DbPassword', 'db.password', 'API_KEY', 'ApiKey', 'api-key', 'PRIVATE_KEY', 'AccessKey',
        'client_secret', 'NPM_AUTH', 'DB_PASS', 'AWS_CREDS', 'SESSION_TOKEN', 'ConnectionString', 'Passphrase', 'PGPASSWORD', 'JWT', 'SshKey', 'AppCredential', 'PAT', 'GITHUB_PAT'
    )

    # A secret of the caller. Each has its own place.
    Callers    = @(
        '-SecretKey', '-SecretKey as a SecureString', '-SessionToken', '-SessionToken as a SecureString', '-Credential', 'user and password of -EndpointUrl', 'user and password of -EndpointUrl with a wrong scheme',
        'environment variable AWS_SECRET_ACCESS_KEY', 'environment variable AWS_SESSION_TOKEN', 'user and password of AWS_ENDPOINT_URL', 'proxy', 'profile', 'broken line of a profile', 'output of credential_process', 'errors of credential_process'
    )

    # A SecureString of a configuration. The way out is the kind: all of them must show ****.
    Secure     = @('action', 'rule', 'stage', 'definition')

    Places     = @(
        'name of a pipeline', 'name of a connection', 'ARN of a connection', 'ARN of a tag', 'repository', 'branch', 'Region', 'profile name', 'stage name', 'execution id', 'token of a request', 'summary of an approval', 'reason of a stop',
        'reason of a transition', 'role', 'bucket', 'key', 'member of a hashtable', 'value of a hashtable', 'definition file', 'broken definition file', 'wrong type in a definition file', 'profile file', 'answer of AWS', 'value that AWS repeats', 'path of a file', 'tag', 'variable of a start'
    )

    ValuePlaces = @('value of a configuration', 'view of a list')
    CommandPlaces = @('review', 'create', 'difference', 'change', 'value that AWS repeats')
    NamePlaces = @('configuration', 'build variable', 'user parameter', 'parameter override', 'pipeline variable', 'tag', 'map that AWS repeats')

    # What is shown by design, with the reason. about_BitbucketConnections_Authentication has the same list.
    ByDesign   = @(
        @{ Shown = 'Values of objects that were specified as text'; Reason = 'The data belongs to the user, and AWS shows it to everyone who can read the pipeline.' }
        @{ Shown = 'Exported text and files'; Reason = 'The user asks for the definition. Only the owner can read the file.' }
        @{ Shown = 'Values of variables without the name of a secret in a review with -WhatIf'; Reason = 'The review must show what will be written.' }
        @{ Shown = 'The command line and its arguments in InvocationInfo, in a transcript and in the history'; Reason = 'PowerShell writes them. A SecureString or a variable is not shown.' }
        @{ Shown = 'A secret without a name, a form or a place'; Reason = 'It can''t be distinguished from other text.' }
    )
}
